package dev.sluice.runtime.keeper;

import akka.actor.typed.ActorSystem;
import akka.cluster.sharding.ShardCoordinator;
import akka.cluster.sharding.typed.ShardingEnvelope;
import akka.cluster.sharding.typed.ShardingMessageExtractor;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.sharding.typed.javadsl.Entity;
import dev.sluice.runtime.protocol.KeeperCommand;
import dev.sluice.runtime.protocol.KeeperId;
import dev.sluice.runtime.protocol.KeeperMessage;
import dev.sluice.runtime.task.NodeServices;
import org.jspecify.annotations.Nullable;

/** The keepers of a cluster as sharded entities. */
public final class KeeperSharding {
    private final ClusterSharding sharding;

    private KeeperSharding(ClusterSharding sharding) {
        this.sharding = sharding;
    }

    /**
     * @param system the node's actor system
     * @param node what it has for subtasks
     * @param role the role of the nodes that run subtasks; null: all do
     * @param allocation where shards are; null: wherever there are fewest
     * @return reaches keepers
     */
    public static KeeperSharding start(
            ActorSystem<?> system,
            NodeServices node,
            @Nullable String role,
            ShardCoordinator.@Nullable ShardAllocationStrategy allocation) {
        ClusterSharding sharding = ClusterSharding.get(system);
        Entity<KeeperMessage, ShardingEnvelope<KeeperMessage>> entity = Entity.of(
                        Keeper.KEY, context -> Keeper.create(KeeperId.parse(context.getEntityId()), node))
                .withMessageExtractor(new ByName());
        if (role != null) {
            entity = entity.withRole(role);
        }
        if (allocation != null) {
            entity = entity.withAllocationStrategy(allocation);
        }
        sharding.init(entity);
        return new KeeperSharding(sharding);
    }

    /**
     * @param keeper whom to tell
     * @param command what it is told; lost if its shard is just moving, and if its node is gone
     */
    public void tell(KeeperId keeper, KeeperCommand command) {
        sharding.entityRefFor(Keeper.KEY, keeper.entityId()).tell(command);
    }

    /** The name of an entity ends in its shard. */
    private static final class ByName extends ShardingMessageExtractor<ShardingEnvelope<KeeperMessage>, KeeperMessage> {
        @Override
        public String entityId(ShardingEnvelope<KeeperMessage> envelope) {
            return envelope.entityId();
        }

        @Override
        public String shardId(String entityId) {
            return entityId.substring(entityId.lastIndexOf('/') + 1);
        }

        @Override
        public KeeperMessage unwrapMessage(ShardingEnvelope<KeeperMessage> envelope) {
            return envelope.message();
        }
    }
}
