package dev.sluice.runtime.channel;

import dev.sluice.runtime.data.Batch;

/** Spreads the records of a batch over the channels of an edge. */
interface Partitioner {

    /**
     * @param batch is consumed from its next record on
     * @param channels the edge's channels, by receiving subtask
     * @param shared whether somebody else gets the same records
     * @return whether all of it was consumed; otherwise a channel has no credit, and it must be called again with the
     *     same batch
     */
    boolean spread(Batch batch, OutputChannel[] channels, boolean shared) throws Exception;
}
