package dev.sluice.persistence.state.rocks;

/**
 * The keys of the database: number of the state (2) | key group (2) | namespace (8) | key. A key group of a state is a
 * range of keys, and so is a namespace of a key group; namespaces are in their order.
 *
 * <p>Timers: number (2) | time (8) | key group (2) | key. They are in the order of time.
 */
final class KeyLayout {
    /** What comes before the key. */
    static final int PREFIX = 12;

    private static final int GROUP = 2;
    private static final int NAMESPACE = 4;
    private static final int TIME = 2;
    private static final int TIMER_GROUP = 10;

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

    static void beginTimer(int state, long time, int group, Bytes out) {
        out.cutTo(0);
        out.putShort(state);
        out.putLong(time ^ Long.MIN_VALUE);
        out.putShort(group);
    }

    static long timeOf(byte[] timer) {
        return (long) Bytes.LONG.get(timer, TIME) ^ Long.MIN_VALUE;
    }

    static int groupOfTimer(byte[] timer) {
        return (short) Bytes.SHORT.get(timer, TIMER_GROUP) & 0xffff;
    }

    /** The first key of a state; of the number behind it, its end. */
    static byte[] state(int state) {
        return group(state, 0);
    }

    /** Puts a key into another state and namespace. */
    static void move(byte[] key, int state, long namespace) {
        Bytes.SHORT.set(key, 0, (short) state);
        Bytes.LONG.set(key, NAMESPACE, namespace ^ Long.MIN_VALUE);
    }
}
