package dev.sluice.examples.chaos;

import java.io.IOException;
import java.util.List;

/** What joins the nodes. Nodes are numbered from 1. */
interface Links extends AutoCloseable {

    /** @return whether links can be cut */
    boolean canCut();

    /** @return the node's address */
    String address(int node);

    /** @return an address of this machine that all nodes reach */
    String hub();

    /** @return a port of its own for each call, or always the wanted one where each node has its own address */
    int port(int wanted) throws IOException;

    /** @return what has to stand before a command so that it runs where the node is */
    List<String> prefix(int node);

    /** From now on nothing gets through to the node and from it. */
    void cut(int node) throws IOException;

    /** The opposite of {@link #cut}. */
    void heal(int node) throws IOException;

    /** Removes what was made for them. */
    @Override
    void close();
}
