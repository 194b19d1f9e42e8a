package dev.sluice.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import akka.actor.ActorRef;
import akka.actor.ActorSystem;
import dev.sluice.api.JobDefinition;
import dev.sluice.api.Parameters;
import dev.sluice.api.connector.Sink;
import dev.sluice.api.connector.SinkContext;
import dev.sluice.api.connector.SinkWriter;
import dev.sluice.api.window.Aggregates;
import dev.sluice.connectors.CollectingSink;
import dev.sluice.runtime.JobHandle;
import dev.sluice.runtime.JobProgress;
import dev.sluice.runtime.Runtime;
import dev.sluice.runtime.job.JobState;
import dev.sluice.runtime.protocol.CoordinatorMessage;
import dev.sluice.runtime.protocol.MasterCommand;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FailOverTest {
    private static final String COORDINATOR = "/system/singletonManagercoordinator/coordinator";
    private static final long COUNT = 3_000;

    private final AtomicBoolean gate = new AtomicBoolean();
    private final AtomicReference<ActorSystem> system = new AtomicReference<>();
    private final CollectingSink<Long> out = new CollectingSink<>();

    private JobDefinition job() {
        Sink<Long> sink = new Sink<>() {
            @Override
            public SinkWriter<Long> open(SinkContext context) {
                system.set(context.service(ActorSystem.class));
                return out.open(context);
            }

            @Override
            public void recover(SinkContext context, List<byte[]> transactions) {
                out.recover(context, transactions);
            }
        };
        return JobDefinition.named(
                "job",
                (flow, params) -> flow.source("in", new Steps<>(COUNT / 2, 2, 700, gate, i -> i))
                        .keyBy(n -> n % 10)
                        .aggregate(Aggregates.sum(n -> n), (key, sum) -> sum)
                        .name("sum")
                        .sink("out", sink));
    }

    private @Nullable ActorRef find(String path) {
        try {
            return system.get()
                    .actorSelection(path)
                    .resolveOne(Duration.ofSeconds(5))
                    .toCompletableFuture()
                    .get();
        } catch (InterruptedException | ExecutionException e) {
            return null;
        }
    }

    /** Makes an actor fail by a message it cannot handle, and waits until the job's master is another one. */
    private void crash(String path, Object poison, JobHandle handle) {
        String masterPath = COORDINATOR + "/job-" + handle.run();
        ActorRef master = find(masterPath);
        assertThat(master).isNotNull();
        Objects.requireNonNull(find(path)).tell(poison, ActorRef.noSender());
        if (!path.equals(masterPath)) {
            await().atMost(Duration.ofSeconds(20)).until(() -> {
                ActorRef now = find(masterPath);
                return now != null && !now.equals(master);
            });
        }
    }

    @SuppressWarnings("NullAway") // that is the poison
    private void crashCoordinator(JobHandle handle) {
        crash(COORDINATOR, new CoordinatorMessage.Submit(null, false, null, null), handle);
    }

    @Test
    void when_the_coordinator_crashes_then_tasks_go_on_undisturbed_and_the_job_ends_as_it_should() {
        try (Runtime runtime = Runtime.local()) {
            JobHandle handle = Jobs.submit(runtime, job(), 2);
            Jobs.awaitRead(handle, 1400);
            Jobs.awaitCheckpoint(handle);
            crashCoordinator(handle);
            Jobs.awaitCheckpoint(handle);
            crashCoordinator(handle);
            gate.set(true);
            JobProgress end = handle.join();
            assertThat(end.attempt()).isEqualTo(1);
            assertThat(end.state()).isEqualTo(JobState.FINISHED);
            assertThat(end.recordsRead()).isEqualTo(COUNT);
            assertThat(handle.failures()).isEmpty();
        }
        assertThat(out.committed()).hasSize((int) COUNT);
        for (int key = 0; key < 10; key++) {
            int k = key;
            long sum = LongStream.range(0, COUNT).filter(n -> n % 10 == k).sum();
            assertThat(out.committed()).contains(sum);
        }
    }

    @Test
    @SuppressWarnings("NullAway") // that is the poison
    void when_a_master_crashes_then_it_goes_on_from_its_journal_and_tasks_go_on_undisturbed() {
        try (Runtime runtime = Runtime.local()) {
            JobHandle handle = Jobs.submit(runtime, job(), 2);
            Jobs.awaitRead(handle, 1400);
            Jobs.awaitCheckpoint(handle);
            crash(COORDINATOR + "/job-" + handle.run(), new MasterCommand.Watch(null), handle);
            Jobs.awaitCheckpoint(handle);
            gate.set(true);
            JobProgress end = handle.join();
            assertThat(end.attempt()).isEqualTo(1);
            assertThat(end.recordsRead()).isEqualTo(COUNT);
        }
        assertThat(out.committed()).hasSize((int) COUNT);
    }

    @Test
    void when_a_job_ends_while_the_coordinator_is_down_then_its_handle_completes_nevertheless() {
        try (Runtime runtime = Runtime.local()) {
            gate.set(true);
            JobHandle handle = Jobs.submit(runtime, job(), 1);
            await().atMost(Duration.ofSeconds(20)).until(() -> system.get() != null);
            system.get().actorSelection(COORDINATOR).tell(poison(), ActorRef.noSender());
            assertThat(handle.join().state()).isEqualTo(JobState.FINISHED);
        }
        assertThat(out.committed()).hasSize((int) COUNT);
    }

    @SuppressWarnings("NullAway")
    private static Object poison() {
        return new CoordinatorMessage.Submit(null, false, null, null);
    }

    @Test
    void when_a_job_is_cancelled_after_the_coordinator_crashed_then_it_is_and_can_be_resumed_at_once() {
        try (Runtime runtime = Runtime.local()) {
            JobHandle handle = Jobs.submit(runtime, job(), 2);
            Jobs.awaitRead(handle, 1400);
            Jobs.awaitCheckpoint(handle);
            crashCoordinator(handle);
            handle.cancel();
            assertThat(handle.join().state()).isEqualTo(JobState.CANCELLED);
            for (int i = 0; i < 3; i++) {
                JobHandle again = runtime.submit(job(), Parameters.none(), Jobs.options(2));
                assertThat(again.run()).isEqualTo(handle.run());
                assertThat(again.resumedFrom()).isPresent();
                again.cancel();
                assertThat(again.join().state()).isEqualTo(JobState.CANCELLED);
            }
            gate.set(true);
            assertThat(Jobs.submit(runtime, job(), 3).join().state()).isEqualTo(JobState.FINISHED);
        }
        assertThat(out.committed()).hasSize((int) COUNT);
    }
}
