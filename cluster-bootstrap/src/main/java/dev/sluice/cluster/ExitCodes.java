package dev.sluice.cluster;

/** What {@code sluice} tells the shell. A process ended by a signal has 128 plus its number, as ever. */
public final class ExitCodes {
    /** It did what was asked. */
    public static final int OK = 0;
    /** The job failed. */
    public static final int JOB_FAILED = 1;
    /** It could not be begun as asked: an unknown job, a bad option, a definition that cannot run, storage in use. */
    public static final int USAGE = 2;
    /** No node answers, or the node reaches no coordinator; the same command may succeed later. */
    public static final int UNREACHABLE = 3;
    /** This node was put out of its cluster or could not join it; it may be started again. */
    public static final int NOT_A_MEMBER = 4;
    /** The job was stopped before its end, and can be resumed. */
    public static final int STOPPED = 130;

    private ExitCodes() {}
}
