package dev.sluice.api.time;

import java.time.Duration;

/** Makes watermark strategies. */
public final class Watermarks {
    private Watermarks() {}

    /**
     * @param bound how much later than the newest record an older one may still come
     * @return a strategy whose watermark trails the largest timestamp by the bound
     */
    public static WatermarkStrategy boundedOutOfOrderness(Duration bound) {
        if (bound.isNegative()) {
            throw new IllegalArgumentException("the bound of out-of-orderness must not be negative, but is " + bound);
        }
        return new WatermarkStrategy(bound.toMillis(), null);
    }

    /** @return a strategy for timestamps that never go back */
    public static WatermarkStrategy monotonous() {
        return new WatermarkStrategy(0, null);
    }
}
