package dev.sluice.cluster;

import dev.sluice.runtime.JobProgress;
import java.time.Duration;

/** Nothing. */
final class QuietView implements JobView {
    @Override
    public Duration interval() {
        return Duration.ofDays(1);
    }

    @Override
    public void progress(JobProgress progress, double rate) {}

    @Override
    public void line(String text) {}
}
