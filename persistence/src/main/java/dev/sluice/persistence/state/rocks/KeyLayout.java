package dev.sluice.persistence.state.rocks;

/**
 * The keys of the database: number of the state (2) | key group (2) | namespace (8) | key. A key group of a state is a
 * range of keys, and so is a namespace of a key group; namespaces are in their order.
 */
final class KeyLayout {
    /** What comes before the key. */
    static final int PREFIX = 12;

    private static final int GROUP = 2;
    private static final int NAMESPACE = 4;

    private KeyLayout() {}

    static void begin(int state, int group, long namespace, Bytes out) {
        out.cutTo(0);
        out.putShort(state);
        out.putShort(group);
        out.putLong(namespace ^ Long.MIN_VALUE);
    }

    /** How the keys of a namespace in a key group begin. */
    static byte[] prefix(int state, int group, long namespace) {
        Bytes out = new Bytes();
        begin(state, group, namespace, out);
        return out.copy();
    }

    /** The first key of a key group; of the group behind the last, the end of the state. */
    static byte[] group(int state, int group) {
        Bytes out = new Bytes();
        out.putShort(state);
        out.putShort(group);
        return out.copy();
    }

    static int groupOf(byte[] key) {
        return (short) Bytes.SHORT.get(key, GROUP) & 0xffff;
    }

    static long namespaceOf(byte[] key) {
        return (long) Bytes.LONG.get(key, NAMESPACE) ^ Long.MIN_VALUE;
    }

    /** Puts a key into another namespace. */
    static void move(byte[] key, long namespace) {
        Bytes.LONG.set(key, NAMESPACE, namespace ^ Long.MIN_VALUE);
    }
}
