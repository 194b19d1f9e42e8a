package dev.sluice.examples.chaos;

import java.io.IOException;

/** What can be disturbed. Nodes are numbered from 1. All methods may block, and fail if it cannot be done. */
interface Grounds {

    /** @return the node that coordinates: the oldest member that may */
    int coordinator() throws IOException;

    /** SIGKILL. */
    void kill(int node) throws IOException;

    /** Starts a node again that was killed, or has ended by itself. */
    void start(int node) throws IOException;

    /** SIGSTOP. */
    void pause(int node) throws IOException;

    /** SIGCONT. */
    void resume(int node) throws IOException;

    /** The node reaches nobody any more, and nobody reaches it. */
    void cut(int node) throws IOException;

    /** The opposite of {@link #cut}. */
    void heal(int node) throws IOException;

    /** SIGKILL. */
    void killCassandra() throws IOException;

    /** Starts it again on its data. */
    void startCassandra() throws IOException;

    /** SIGSTOP. */
    void pauseCassandra() throws IOException;

    /** SIGCONT. */
    void resumeCassandra() throws IOException;

    /**
     * @param job a running job's name
     * @param parallelism how many subtasks each of its operators gets
     */
    void rescale(String job, int parallelism) throws IOException;
}
