package dev.sluice.runtime.task;

import akka.actor.typed.ActorSystem;
import akka.stream.Materializer;
import dev.sluice.api.JobDefinition;
import dev.sluice.persistence.checkpoint.CheckpointStore;
import dev.sluice.runtime.protocol.NodeName;
import dev.sluice.runtime.wire.Wire;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * What one JVM has for all its subtasks.
 *
 * @param address the node's address, {@code host:port}
 * @param system the actor system
 * @param materializer runs streams
 * @param definitions the jobs that this JVM knows, by name
 * @param checkpoints where snapshots go
 * @param backends where keyed state is kept
 * @param io runs what blocks
 * @param clock the wall clock
 * @param metrics the figures of the subtasks that run here
 * @param rates what limits sources
 * @param waker wakes sources
 * @param wire connections to other nodes, not started
 */
public record NodeServices(
        String address,
        ActorSystem<?> system,
        Materializer materializer,
        Map<String, JobDefinition> definitions,
        CheckpointStore checkpoints,
        StateBackends backends,
        Executor io,
        InstantSource clock,
        MetricsRegistry metrics,
        RateLimiters rates,
        Waker waker,
        Wire wire) {

    /**
     * @param system the actor system
     * @param checkpoints where snapshots go
     * @param backends where keyed state is kept
     * @param io runs what blocks
     * @param clock the wall clock
     * @param alone whether this JVM runs all subtasks of its jobs
     * @return services that know no job yet
     */
    public static NodeServices create(
            ActorSystem<?> system,
            CheckpointStore checkpoints,
            StateBackends backends,
            Executor io,
            InstantSource clock,
            boolean alone) {
        Waker waker = new Waker();
        system.getWhenTerminated().thenRun(waker::stop);
        return new NodeServices(
                NodeName.of(system.address()),
                system,
                Materializer.matFromSystem(system),
                new ConcurrentHashMap<>(),
                checkpoints,
                backends,
                io,
                clock,
                new MetricsRegistry(alone),
                new RateLimiters(clock, alone),
                waker,
                Wire.create(system));
    }

    <S> S service(Class<S> type) {
        @Nullable
        Object service = type.isInstance(materializer)
                ? materializer
                : type.isInstance(system)
                        ? system
                        : type.isInstance(system.classicSystem()) ? system.classicSystem() : null;
        if (service == null) {
            throw new IllegalArgumentException("the runtime has no " + type.getName()
                    + "; it has an akka.stream.Materializer and an akka.actor.typed.ActorSystem");
        }
        return type.cast(service);
    }
}
