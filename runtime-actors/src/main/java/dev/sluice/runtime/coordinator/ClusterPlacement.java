package dev.sluice.runtime.coordinator;

import akka.actor.Address;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.ClusterEvent.MemberEvent;
import akka.cluster.ClusterEvent.MemberRemoved;
import akka.cluster.ClusterEvent.MemberUp;
import akka.cluster.Member;
import akka.cluster.MemberStatus;
import akka.cluster.sharding.external.ExternalShardAllocation;
import akka.cluster.sharding.external.ShardLocations;
import akka.cluster.sharding.external.javadsl.ExternalShardAllocationClient;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Subscribe;
import dev.sluice.runtime.protocol.MasterMessage;
import dev.sluice.runtime.protocol.NodeName;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Places subtasks on the nodes of a cluster: tells Akka's external shard allocation which node each shard belongs to.
 * What has been told outlives the coordinator's node, since every node keeps a copy of it.
 */
public final class ClusterPlacement implements Placement {
    /** Until all nodes have heard where a shard belongs. */
    private static final long SETTLE_MILLIS = 1000;

    private final String role;
    private final Cluster cluster;
    private final ExternalShardAllocationClient allocation;
    private final InstantSource clock;
    private final ShardPool pool = new ShardPool(SETTLE_MILLIS);
    private final Map<String, Address> addresses = new HashMap<>();
    private boolean restored;

    private ClusterPlacement(
            ActorSystem<?> system, ExternalShardAllocationClient allocation, String role, InstantSource clock) {
        this.allocation = allocation;
        this.role = role;
        this.clock = clock;
        cluster = Cluster.get(system);
    }

    /**
     * A placement that follows the members of the cluster as long as an actor lives.
     *
     * @param owner the actor
     * @param typeName the kind of entity
     * @param role of the nodes that run subtasks
     * @param clock the wall clock
     * @return the placement; it places nothing until it knows what was placed before
     */
    public static Placement create(ActorContext<?> owner, String typeName, String role, InstantSource clock) {
        ActorSystem<?> system = owner.getSystem();
        ExternalShardAllocationClient client =
                ExternalShardAllocation.get(system).getClient(typeName);
        ClusterPlacement placement = new ClusterPlacement(system, client, role, clock);
        owner.spawn(placement.follower(), "placement");
        return placement;
    }

    private Behavior<MemberEvent> follower() {
        return Behaviors.setup(context -> {
            cluster.subscriptions().tell(Subscribe.create(context.getSelf(), MemberEvent.class));
            cluster.state().getMembers().forEach(this::onMember);
            allocation
                    .getShardLocations()
                    .whenComplete((locations, problem) -> restore(problem == null ? locations : null));
            return Behaviors.receive(MemberEvent.class)
                    .onAnyMessage(event -> {
                        onEvent(event);
                        return Behaviors.same();
                    })
                    .build();
        });
    }

    private void onEvent(MemberEvent event) {
        if (event instanceof MemberUp) {
            onMember(event.member());
        } else if (event instanceof MemberRemoved) {
            onGone(event.member());
        } else if (event.member().status() == MemberStatus.leaving()) {
            avoid(nameOf(event.member()));
        }
    }

    private synchronized void onMember(Member member) {
        if (member.hasRole(role) && member.status() == MemberStatus.up()) {
            addresses.put(nameOf(member), member.address());
            pool.join(nameOf(member));
            supply();
        }
    }

    private synchronized void onGone(Member member) {
        pool.leave(nameOf(member));
        addresses.remove(nameOf(member));
        supply();
    }

    private synchronized void restore(@Nullable ShardLocations locations) {
        if (locations != null) {
            Map<Integer, String> known = new HashMap<>();
            locations
                    .getShardLocations()
                    .forEach((shard, location) -> known.put(Integer.valueOf(shard), NodeName.of(location.address())));
            pool.restore(known);
        }
        restored = true;
        supply();
    }

    /** Called under the lock. */
    private void supply() {
        if (!restored) {
            return;
        }
        Map<Integer, String> given = pool.supply(clock.millis());
        if (!given.isEmpty()) {
            Map<String, Address> locations = new HashMap<>();
            given.forEach((shard, node) -> locations.put(String.valueOf(shard), addresses.get(node)));
            allocation.setShardLocations(locations);
        }
    }

    @Override
    public synchronized Optional<List<Integer>> place(
            String run, List<Integer> weights, List<Integer> before, boolean anew) {
        Optional<List<Integer>> shards =
                restored ? pool.place(run, weights, before, anew, clock.millis()) : Optional.empty();
        supply();
        return shards;
    }

    @Override
    public synchronized void occupy(String run, List<Integer> weights, List<Integer> shards) {
        pool.occupy(run, weights, shards);
    }

    @Override
    public synchronized void release(String run) {
        pool.release(run);
    }

    @Override
    public synchronized Optional<String> nodeOf(int shard) {
        return pool.nodeOf(shard);
    }

    @Override
    public synchronized boolean hasRoom() {
        return pool.hasRoom();
    }

    @Override
    public synchronized void avoid(String node) {
        pool.avoid(node);
    }

    @Override
    public void watch(ActorContext<MasterMessage> master, Function<String, MasterMessage> lost) {
        ActorRef<MemberRemoved> listener =
                master.messageAdapter(MemberRemoved.class, event -> lost.apply(nameOf(event.member())));
        cluster.subscriptions().tell(Subscribe.create(listener, MemberRemoved.class));
    }

    private static String nameOf(Member member) {
        return NodeName.of(member.address());
    }
}
