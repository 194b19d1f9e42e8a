package dev.sluice.runtime.coordinator;

import akka.actor.typed.javadsl.ActorContext;
import dev.sluice.runtime.protocol.MasterMessage;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Decides on which nodes the subtasks of runs are, by choosing their shards. The subtasks with the same index of all
 * vertices form a slot and stay together, since forward edges connect them. Thread-safe.
 */
public interface Placement {
    /**
     * Chooses shards for a run, and takes note of them until it is released.
     *
     * @param run the run
     * @param weights by slot, how many subtasks it has
     * @param before by slot, the shards of the attempt before; empty if there was none
     * @param anew whether the run is to be spread over all nodes anew; otherwise slots stay where they are if they can
     * @return by slot, the shard; empty if there is no node to run anything yet
     */
    Optional<List<Integer>> place(String run, List<Integer> weights, List<Integer> before, boolean anew);

    /**
     * Takes note of shards that a run has already.
     *
     * @param run the run
     * @param weights by slot, how many subtasks it has
     * @param shards by slot, the shard
     */
    void occupy(String run, List<Integer> weights, List<Integer> shards);

    /** @param run a run that needs no place any more */
    void release(String run);

    /**
     * @param shard a shard
     * @return the address of the node that it is meant to be on; empty if that node is gone
     */
    Optional<String> nodeOf(int shard);

    /** @return whether there is a node that can run something */
    boolean hasRoom();

    /**
     * Has nothing placed on a node any more, which is about to leave.
     *
     * @param node its address
     */
    void avoid(String node);

    /**
     * Has a master told when a node is gone for good. Ends with the master.
     *
     * @param master the master
     * @param lost what it is told, by the address of the node
     */
    void watch(ActorContext<MasterMessage> master, Function<String, MasterMessage> lost);
}
