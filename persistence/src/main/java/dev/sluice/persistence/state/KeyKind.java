package dev.sluice.persistence.state;

/** How keys are carried: whole numbers without a box, all else as objects. */
public enum KeyKind {
    /** {@code Long}, as {@code long}. */
    LONG,
    /** {@code Integer}, as {@code long}. */
    INT,
    /** Anything else. */
    OBJECT;

    /**
     * @param type a key's class
     * @return how it is carried
     */
    public static KeyKind of(Class<?> type) {
        if (type == Long.class || type == long.class) {
            return LONG;
        }
        return type == Integer.class || type == int.class ? INT : OBJECT;
    }

    /** @return whether keys are carried without a box */
    public boolean primitive() {
        return this != OBJECT;
    }

    /**
     * @param key a primitive key
     * @return what the user knows it as
     */
    public Object box(long key) {
        return this == INT ? (Object) (int) key : (Object) key;
    }
}
