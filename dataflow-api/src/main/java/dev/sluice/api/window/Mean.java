package dev.sluice.api.window;

/** The accumulator of a mean. */
public final class Mean {
    double sum;
    long count;

    /** Of nothing. */
    public Mean() {}

    /** @return the mean; NaN of nothing */
    public double value() {
        return sum / count;
    }
}
