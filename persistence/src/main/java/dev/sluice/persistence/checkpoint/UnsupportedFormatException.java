package dev.sluice.persistence.checkpoint;

import java.io.IOException;

/** A snapshot or manifest is whole but was written by a newer release. */
public final class UnsupportedFormatException extends IOException {
    private static final long serialVersionUID = 1;

    public UnsupportedFormatException(String location, int version, int known) {
        super(location + " has format version " + version + ", and this release knows versions up to " + known
                + ": use the release that wrote it, or a newer one");
    }
}
