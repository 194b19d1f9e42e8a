package dev.sluice.runtime.channel;

import dev.sluice.runtime.data.Batch;

/**
 * Records that a barrier has overtaken, so that they are a part of its checkpoint (Chandy and Lamport's state of a
 * channel).
 */
public sealed interface InFlight {

    /** What stands for an operator in snapshots; the state is then the operator that the records are for. */
    String OPERATOR = "$channels";

    /** @return the records, in order, and the watermark behind them if there is one; nobody else's */
    Batch batch();

    /**
     * On a channel. What has arrived comes before what has not been sent.
     *
     * @param edge the plan's edge
     * @param from the sending subtask
     * @param to the receiving subtask
     * @param arrived whether it was at the receiving end already
     * @param batch the records
     */
    record OnChannel(int edge, int from, int to, boolean arrived, Batch batch) implements InFlight {}

    /**
     * In a chain: given to an operator that has not processed it.
     *
     * @param place the operator's place in the chain
     * @param input its input
     * @param batch the records
     */
    record InChain(int place, int input, Batch batch) implements InFlight {}
}
