package dev.sluice.persistence.state.format;

import dev.sluice.persistence.checkpoint.ChunkHeader;

/** Chunks in a form that only the backend that wrote them reads. They are marked by the name of their state. */
public final class NativeChunks {
    /** How the names of their states begin; the backend's name follows. */
    public static final String PREFIX = "!";

    private NativeChunks() {}

    /**
     * @param header of a chunk
     * @return whether only one backend reads it
     */
    public static boolean isNative(ChunkHeader header) {
        return header.keyGroup() < 0 && header.state().startsWith(PREFIX);
    }

    /**
     * @param header of such a chunk
     * @return the name of the backend that reads it
     */
    public static String writer(ChunkHeader header) {
        return header.state().substring(PREFIX.length()).replaceFirst("/.*", "");
    }

    /**
     * @param header of such a chunk
     * @param backend the name of the one that is to read it
     * @return an exception that says what to do
     */
    public static ForeignStateException refused(ChunkHeader header, String backend) {
        String writer = writer(header);
        return new ForeignStateException("the state of operator " + header.operator()
                + " was written by the state backend " + writer + ", in a form that " + backend
                + " does not read: run the job with --state-backend " + writer
                + " once more, take a savepoint, and start from that with " + backend);
    }
}
