package dev.sluice.cluster;

import dev.sluice.runtime.JobProgress;
import java.time.Duration;

/** What people see of a running job. */
interface JobView extends AutoCloseable {

    /** How long to wait before the next {@link #progress}. */
    Duration interval();

    /** How far the job is, with the records read per second of late. */
    void progress(JobProgress progress, double rate);

    /** Something that is to stay on the screen. */
    void line(String text);

    /** Leaves the screen as others expect it. */
    @Override
    default void close() {}

    /** Which view fits. */
    static JobView of(String job, RunOptions options, Console console) {
        if (options.quiet()) {
            return new QuietView();
        }
        return console.terminal() ? new TerminalView(job, console.out()) : new PlainView(job, console.out());
    }
}
