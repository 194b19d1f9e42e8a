package dev.sluice.persistence.checkpoint;

import java.io.IOException;

/** A snapshot or manifest is not what was written: an older checkpoint is to be used instead. */
public final class DamagedSnapshotException extends IOException {
    private static final long serialVersionUID = 1;

    private final String location;
    private final long offset;

    /**
     * @param location the file, or whatever else the store keeps it in
     * @param offset where in it, in bytes
     * @param expected what should be there, and what is
     */
    public DamagedSnapshotException(String location, long offset, String expected) {
        super(location + " is damaged at offset " + offset + ": " + expected);
        this.location = location;
        this.offset = offset;
    }

    /** The file, or whatever else the store keeps it in. */
    public String location() {
        return location;
    }

    /** Where in it, in bytes. */
    public long offset() {
        return offset;
    }
}
