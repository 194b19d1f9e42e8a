package dev.sluice.cluster;

import dev.sluice.runtime.JobProgress;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** A job's progress in one line that fits a terminal. */
final class ProgressLine {
    private ProgressLine() {}

    static String of(String job, JobProgress progress, double rate) {
        return switch (progress.state()) {
            case STARTING -> job + ": starting";
            case RESTARTING -> job + ": restarting after a failure";
            default ->
                String.format(
                        Locale.ROOT,
                        "%s: %,d read  %,.0f/s  watermark %s  checkpoint %d%s",
                        job,
                        progress.recordsRead(),
                        rate,
                        time(progress.watermark()),
                        progress.lastCheckpoint(),
                        progress.checkpointsFailed() == 0 ? "" : " (" + progress.checkpointsFailed() + " failed)");
        };
    }

    /** Event time to the second; the beginning of time, where it stands before the first watermark, is a dash. */
    private static String time(long millis) {
        if (millis == Long.MIN_VALUE) {
            return "-";
        }
        if (millis == Long.MAX_VALUE) {
            return "at the end";
        }
        return Instant.ofEpochMilli(millis).truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
