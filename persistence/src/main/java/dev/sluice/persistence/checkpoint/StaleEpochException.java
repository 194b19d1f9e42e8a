package dev.sluice.persistence.checkpoint;

import java.io.IOException;

/** An attempt of a run was refused because a later one has begun. It is over and should stop. */
public final class StaleEpochException extends IOException {
    private static final long serialVersionUID = 1;

    public StaleEpochException(String run, long epoch, long current) {
        super("epoch " + epoch + " of run " + run + " is over: epoch " + current + " has begun");
    }
}
