package dev.sluice.runtime.savepoint;

import java.io.IOException;

/** A run cannot begin from what was given; the message says why, and what to do. */
public final class StartRefusedException extends IOException {
    private static final long serialVersionUID = 1;

    StartRefusedException(String message) {
        super(message);
    }
}
