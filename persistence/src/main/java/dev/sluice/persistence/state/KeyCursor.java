package dev.sluice.persistence.state;

import org.jspecify.annotations.Nullable;

/**
 * Points at the current key, so that stores need no object for each access. One for each operator; the fields are read
 * by the stores.
 */
public final class KeyCursor {
    private static final int NOWHERE = -1;

    private final KeyKind kind;
    private final int maxParallelism;
    private long number;
    private @Nullable Object object;
    private int hash;
    private int group = NOWHERE;

    /**
     * @param kind how keys are carried
     * @param maxParallelism how many key groups there are
     */
    public KeyCursor(KeyKind kind, int maxParallelism) {
        this.kind = kind;
        this.maxParallelism = maxParallelism;
    }

    /**
     * @param key a key of a primitive kind
     * @param keyHash its hash
     */
    public void point(long key, int keyHash) {
        number = key;
        hash = keyHash;
        group = KeyGroups.groupOf(keyHash, maxParallelism);
    }

    /**
     * @param key a key of kind {@link KeyKind#OBJECT}
     * @param keyHash its hash
     */
    public void point(Object key, int keyHash) {
        object = key;
        hash = keyHash;
        group = KeyGroups.groupOf(keyHash, maxParallelism);
    }

    /** @param key a key as the user knows it */
    public void pointBoxed(Object key) {
        if (kind.primitive()) {
            long value = ((Number) key).longValue();
            point(value, KeyGroups.hash(value));
        } else {
            point(key, KeyGroups.hash(key));
        }
    }

    /** Points at no key, until it is pointed at one again. */
    public void pointNowhere() {
        object = null;
        group = NOWHERE;
    }

    /** @return this, if it points at a key */
    public KeyCursor required() {
        if (group == NOWHERE) {
            throw new IllegalStateException("there is no current key: keyed state belongs to the records and timers"
                    + " of a key, and cannot be used elsewhere");
        }
        return this;
    }

    /** @return how keys are carried */
    public KeyKind kind() {
        return kind;
    }

    /** @return the key, if it is primitive */
    public long number() {
        return number;
    }

    /** @return the key, if it is an object */
    public Object object() {
        if (object == null) {
            throw new IllegalStateException("there is no current key");
        }
        return object;
    }

    /** @return the key as the user knows it */
    public Object boxed() {
        return kind.primitive() ? kind.box(number) : object();
    }

    /** @return its hash */
    public int hash() {
        return hash;
    }

    /** @return its key group */
    public int group() {
        return group;
    }
}
