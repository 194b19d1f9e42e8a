package dev.sluice.api.time;

/** Takes watermarks from a {@link WatermarkGenerator}. */
@FunctionalInterface
public interface WatermarkOutput {

    /**
     * @param time epoch milliseconds: no record with this time or an earlier one is expected any more; ignored if it is
     *     not later than the last one
     */
    void emitWatermark(long time);
}
