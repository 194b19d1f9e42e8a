package dev.sluice.runtime.coordinator;

import akka.actor.typed.javadsl.ActorContext;
import dev.sluice.runtime.protocol.KeeperId;
import dev.sluice.runtime.protocol.MasterMessage;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Where there is one node there is nothing to decide. */
public final class OneNode implements Placement {
    private final String node;

    /** @param node the address of the node */
    public OneNode(String node) {
        this.node = node;
    }

    @Override
    public Optional<List<Integer>> place(String run, List<Integer> weights, List<Integer> before, boolean anew) {
        return Optional.of(IntStream.range(0, weights.size())
                .mapToObj(slot -> slot % KeeperId.SHARDS)
                .toList());
    }

    @Override
    public void occupy(String run, List<Integer> weights, List<Integer> shards) {}

    @Override
    public void release(String run) {}

    @Override
    public Optional<String> nodeOf(int shard) {
        return Optional.of(node);
    }

    @Override
    public boolean hasRoom() {
        return true;
    }

    @Override
    public void avoid(String leaving) {}

    @Override
    public void watch(ActorContext<MasterMessage> master, Function<String, MasterMessage> lost) {}
}
