package dev.sluice.runtime.node;

/** The cluster has no such job; the message names the jobs there are. */
public final class JobNotFoundException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** @param message which job, and which there are */
    public JobNotFoundException(String message) {
        super(message);
    }
}
