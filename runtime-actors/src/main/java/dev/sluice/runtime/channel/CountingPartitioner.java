package dev.sluice.runtime.channel;

/** A partitioner that sends fewer entries than it is given records. */
interface CountingPartitioner extends Partitioner {

    /** How many entries were sent, or gathered to be sent, since this was last asked. */
    int takeEntries();
}
