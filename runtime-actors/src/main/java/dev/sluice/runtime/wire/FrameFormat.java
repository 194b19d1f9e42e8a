package dev.sluice.runtime.wire;

/** Numbers that stand in the bytes of a frame: never to be given another meaning while {@link #VERSION} stays. */
final class FrameFormat {
    static final int VERSION = 1;

    // Flags.
    static final int LAST = 1;
    static final int PACKED = 1 << 1;
    static final int LONG_KEYS = 1 << 2;
    static final int KEYS = 1 << 3;
    static final int HASHES = 1 << 4;
    static final int COMBINED = 1 << 5;
    static final int ALL = (1 << 6) - 1;

    // Controls.
    static final int NO_CONTROL = 0;
    static final int WATERMARK = 1;
    static final int BARRIER = 2;
    static final int IDLE = 3;
    static final int END_OF_INPUT = 4;
    static final int ACTIVE = 5;
    static final int SAVEPOINT_BARRIER = 6;
    static final int OVERTAKING_BARRIER = 7;

    private FrameFormat() {}

    /** Whether flags go together: keys of one kind, hashes with keys that are objects, sums with numbers as keys. */
    static boolean fits(int flags) {
        return switch (flags & (LONG_KEYS | KEYS | HASHES | COMBINED)) {
            case 0, LONG_KEYS, LONG_KEYS | HASHES, KEYS | HASHES -> true;
            case COMBINED | LONG_KEYS, COMBINED | LONG_KEYS | HASHES -> (flags & PACKED) == 0;
            default -> false;
        };
    }
}
