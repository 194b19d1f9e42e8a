package dev.sluice.runtime.task;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import dev.sluice.api.Dataflow;
import dev.sluice.api.JobDefinition;
import dev.sluice.api.Parameters;
import dev.sluice.connectors.CollectingSink;
import dev.sluice.connectors.Generator;
import dev.sluice.runtime.plan.PhysicalPlan;
import dev.sluice.runtime.plan.Planner;
import dev.sluice.runtime.plan.Vertex;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tasks on two nodes with real sockets between them. */
class RemoteTaskTest {
    private static final int COUNT = 300_000;

    @TempDir
    private Path folder;

    private WireNode one;
    private WireNode two;

    record Event(long id, String text) {}

    @BeforeEach
    void start() throws Exception {
        one = new WireNode("sluice", folder, ConfigFactory.empty());
        two = new WireNode("sluice", folder, ConfigFactory.empty());
    }

    @AfterEach
    void stop() {
        one.close();
        two.close();
    }

    @Test
    void when_receivers_are_on_another_node_then_they_get_everything_in_order() throws Exception {
        CollectingSink<Event> sink = new CollectingSink<>();
        JobDefinition job = JobDefinition.named(
                "job",
                (flow, params) -> flow.source("in", Generator.of(i -> new Event(i, "number " + i), COUNT))
                        .parallelism(1)
                        .keyBy(event -> event.id() % 10)
                        .reduce((before, event) -> event)
                        .uid("last")
                        .parallelism(2)
                        .sink("out", sink)
                        .parallelism(1));
        PhysicalPlan plan = Planner.plan(Dataflow.define(job, Parameters.none()), 1);
        List<Vertex> vertices = plan.vertices();
        assertThat(vertices).hasSize(3);
        // Here, there (both subtasks), and here again: each way is used.
        WireNode.Deployed in = one.deploy(job, vertices.get(0).id(), 0, 1);
        WireNode.Deployed first = two.deploy(job, vertices.get(1).id(), 0, 1);
        WireNode.Deployed second = two.deploy(job, vertices.get(1).id(), 1, 1);
        WireNode.Deployed out = one.deploy(job, vertices.get(2).id(), 0, 1);
        int toMiddle = vertices.get(0).outputs().get(0).index();
        int toSink = vertices.get(1).outputs().get(0).index();
        out.start(Map.of());
        first.start(Map.of(toSink, List.of(out)));
        second.start(Map.of(toSink, List.of(out)));
        in.start(Map.of(toMiddle, List.of(first, second)));
        out.end.get(60, TimeUnit.SECONDS);
        for (long key = 0; key < 10; key++) {
            long of = key;
            assertThat(sink.all().stream().filter(event -> event.id() % 10 == of))
                    .extracting(Event::id)
                    .containsExactlyElementsOf(LongStream.range(0, COUNT)
                            .filter(id -> id % 10 == of)
                            .boxed()
                            .toList());
        }
        assertThat(sink.all()).allMatch(event -> event.text().equals("number " + event.id()));
        assertThat(List.of(in, first, second, out)).noneMatch(task -> task.failure.isDone());
    }
}
