package dev.sluice.cluster;

import dev.sluice.runtime.JobProgress;
import java.io.PrintWriter;
import java.time.Duration;

/** One line that is repainted in place. Thread-safe: a stop by a signal is told by another thread. */
final class TerminalView implements JobView {
    private static final String CLEAR = "\r\u001b[K";
    // A line that is too long is cut by the terminal: wrapped, it could not be repainted.
    private static final String WRAP_OFF = "\u001b[?7l";
    private static final String WRAP_ON = "\u001b[?7h";

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
        out.print(CLEAR + WRAP_OFF + ProgressLine.of(job, progress, rate) + WRAP_ON);
        out.flush();
    }

    @Override
    public synchronized void line(String text) {
        out.println(CLEAR + text);
    }

    @Override
    public synchronized void close() {
        out.print(CLEAR);
        out.flush();
    }
}
