package dev.sluice.cluster;

import dev.sluice.runtime.JobProgress;
import java.io.PrintWriter;
import java.time.Duration;

/** One line that is repainted in place. Thread-safe: a stop by a signal is told by another thread. */
final class TerminalView implements JobView {
    private static final String CLEAR = "\r\u001b[K";

    private final String job;
    private final PrintWriter out;

    TerminalView(String job, PrintWriter out) {
        this.job = job;
        this.out = out;
    }

    @Override
    public Duration interval() {
        return Duration.ofMillis(100);
    }

    @Override
    public synchronized void progress(JobProgress progress, double rate) {
        out.print(CLEAR + ProgressLine.of(job, progress, rate));
        out.flush();
    }

    @Override
    public synchronized void line(String text) {
        out.println(CLEAR + text);
    }
}
