package dev.sluice.benchmarks.jmh;

import dev.sluice.api.graph.JobGraph;
import dev.sluice.benchmarks.workload.Events;
import dev.sluice.benchmarks.workload.KeyedWorkload;
import dev.sluice.runtime.channel.Frame;
import dev.sluice.runtime.channel.Inbox;
import dev.sluice.runtime.channel.Outbox;
import dev.sluice.runtime.data.Batch;
import dev.sluice.runtime.plan.PhysicalPlan;
import dev.sluice.runtime.plan.Planner;
import dev.sluice.runtime.plan.Vertex;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * A record's way over a keyed exchange in one JVM: key, hash, outbox, frame by reference, inbox, credit back. One
 * thread plays both ends, so what an actor's mailbox costs is not in it.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ChannelBenchmark {
    private static final long EPOCH = 1;

    /** How many subtasks receive. */
    @Param({"1", "2", "8"})
    public int receivers;

    private final List<Inbox> inboxes = new ArrayList<>();
    private final Batch batch = Isolated.batch(new Events(Batch.TARGET, 1_000_000), 0);

    @SuppressWarnings("NullAway.Init") // by setUp
    private Outbox outbox;

    /** Connects the ends. */
    @Setup
    public void setUp() {
        JobGraph graph = Isolated.graph(KeyedWorkload.KEYED_SUM, 1_000_000);
        PhysicalPlan plan = Planner.plan(graph, receivers);
        Vertex source =
                plan.vertices().stream().filter(Vertex::isSource).findFirst().orElseThrow();
        int edge = source.outputs().get(0).index();
        for (int to = 0; to < receivers; to++) {
            List<Inbox.Channel> channels = List.of(new Inbox.Channel(edge, 0, 0));
            inboxes.add(new Inbox(channels, to, EPOCH, (channel, credit) -> outbox.credit(credit)));
        }
        outbox = new Outbox(
                source,
                0,
                EPOCH,
                graph.maxParallelism(),
                Map.of(
                        edge,
                        inboxes.stream()
                                .<Consumer<Frame>>map(inbox -> inbox::add)
                                .toList()),
                Isolated.sharing(graph));
    }

    /**
     * @param received takes the batches
     * @throws Exception never
     */
    @Benchmark
    @OperationsPerInvocation(Batch.TARGET)
    public void exchange(Blackhole received) throws Exception {
        batch.next(0);
        while (!outbox.spread(0, null, batch, false)) {
            receive(received);
        }
        receive(received);
    }

    private void receive(Blackhole received) {
        for (Inbox inbox : inboxes) {
            for (Batch arrived = inbox.poll(); arrived != null; arrived = inbox.poll()) {
                received.consume(arrived);
            }
        }
    }
}
