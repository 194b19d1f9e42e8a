package dev.sluice.cluster;

import dev.sluice.runtime.JobProgress;
import java.io.PrintWriter;
import java.time.Duration;

/** A line now and then, for pipes and log files. Thread-safe: a stop by a signal is told by another thread. */
final class PlainView implements JobView {
    private final String job;
    private final PrintWriter out;

    PlainView(String job, PrintWriter out) {
        this.job = job;
        this.out = out;
    }

    @Override
    public Duration interval() {
        return Duration.ofSeconds(2);
    }

    @Override
    public synchronized void progress(JobProgress progress, double rate) {
        line(ProgressLine.of(job, progress, rate));
    }

    @Override
    public synchronized void line(String text) {
        out.println(text);
        out.flush();
    }
}
