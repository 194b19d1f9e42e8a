package dev.sluice.cluster;

/** A command that could not do what was asked; the message says why and what to do, in one line. */
public final class CommandException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int exitCode;

    /**
     * @param exitCode one of {@link ExitCodes}
     * @param message why, and what to do
     */
    public CommandException(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    /** @return what the process ends with */
    public int exitCode() {
        return exitCode;
    }
}
