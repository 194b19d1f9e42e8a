package dev.sluice.runtime.wire;

import dev.sluice.persistence.serde.ByteSource;

/** One end of a connection. Except for what its queue takes, it is used by the connection's thread. */
interface Connection {

    /** What is to be written. */
    WriteQueue queue();

    /**
     * A message has come.
     *
     * @param kind what it is
     * @param in its rest
     * @throws RuntimeException if it cannot be understood: the connection is closed then
     */
    void receive(int kind, ByteSource in);

    /** It has ended; called at least once, from any thread. Only the first reason counts. */
    void broken(String reason);
}
