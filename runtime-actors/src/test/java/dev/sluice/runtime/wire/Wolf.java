package dev.sluice.runtime.wire;

/** Leaves a trace as soon as it is initialized or made. */
public final class Wolf {
    public static final String TRACE = "sluice.test.wolf";

    static {
        System.setProperty(TRACE, "initialized");
    }

    public String prey = "sheep";

    public Wolf() {
        System.setProperty(TRACE, "made");
    }
}
