package dev.sluice.api.connector;

/** What a sink's subtask wrote between two barriers. Its methods run on a thread that may block. */
public interface Transaction {

    /**
     * Makes what was written durable, but not yet visible.
     *
     * @return what {@link Sink#recover} needs in order to commit it in another process
     * @throws Exception fails the checkpoint and the attempt
     */
    byte[] prepare() throws Exception;

    /**
     * Makes it visible. Called after the checkpoint is complete; it may be repeated, by {@link Sink#recover}.
     *
     * @throws Exception fails the attempt, after which it is repeated
     */
    void commit() throws Exception;
}
