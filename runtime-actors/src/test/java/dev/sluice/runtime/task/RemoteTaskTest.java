package dev.sluice.runtime.task;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.javadsl.Adapter;
import com.typesafe.config.ConfigFactory;
import dev.sluice.api.Dataflow;
import dev.sluice.api.JobDefinition;
import dev.sluice.api.Parameters;
import dev.sluice.connectors.CollectingSink;
import dev.sluice.connectors.Generator;
import dev.sluice.persistence.serde.AllowedTypes;
import dev.sluice.persistence.serde.ValueCodec;
import dev.sluice.runtime.channel.Frame;
import dev.sluice.runtime.data.Batch;
import dev.sluice.runtime.data.Control;
import dev.sluice.runtime.job.JobFailure;
import dev.sluice.runtime.plan.PhysicalPlan;
import dev.sluice.runtime.plan.Planner;
import dev.sluice.runtime.plan.Vertex;
import dev.sluice.runtime.wire.FrameEncoder;
import dev.sluice.runtime.wire.OutgoingChannel;
import dev.sluice.runtime.wire.Route;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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

    private static JobDefinition sinkOnly() {
        return JobDefinition.named(
                "sink-only",
                (flow, params) -> flow.source("in", Generator.numbers())
                        .parallelism(1)
                        .map(number -> new Event(number, ""))
                        .rebalance()
                        .sink("out", new CollectingSink<Event>())
                        .parallelism(2));
    }

    /** Makes a channel to a task as a node would that wishes it ill, or whose memory is damaged. */
    private OutgoingChannel channelTo(WireNode.Deployed victim, long epoch) {
        TestProbe<Object> sender = one.kit().createTestProbe();
        Route route = new Route(0, 0, 0, epoch);
        return one.services().wire().open(victim.inboxOn(one), route, Adapter.toClassic(sender.ref()));
    }

    private static Batch batchOf(Object value) {
        Batch batch = new Batch(1);
        batch.add(value, 1);
        return batch;
    }

    private static FrameEncoder encoder(AllowedTypes.Builder types) {
        return new FrameEncoder(ValueCodec.create(types.build()), 1 << 20);
    }

    @Test
    void when_a_frame_names_an_undeclared_class_then_that_is_neither_made_nor_initialized() throws Exception {
        Class<?> copy = new Copies().loadClass("dev.sluice.runtime.wire.Wolf");
        Object wolf = copy.getConstructor().newInstance();
        assertThat(System.clearProperty("sluice.test.wolf")).isEqualTo("made");
        WireNode.Deployed victim = two.deploy(sinkOnly(), "out", 0, 1);
        WireNode.Deployed other = two.deploy(sinkOnly(), "out", 1, 1);
        other.inbox();

        encoder(AllowedTypes.builder().declare(copy)).send(new Frame(0, 0, 1, 0, batchOf(wolf)), channelTo(victim, 1));

        JobFailure failure = victim.failure.get(20, TimeUnit.SECONDS);
        assertThat(failure.operator()).isEqualTo("out");
        assertThat(failure.message())
                .contains("dev.sluice.runtime.wire.Wolf")
                .contains("refused a frame from node " + one.address() + " to node " + two.address())
                .contains("edge 0 from subtask 0");
        assertThat(failure.restartable()).isTrue();
        assertThat(System.getProperty("sluice.test.wolf")).isNull();
        assertThat(other.failure).isNotDone();
        assertThat(other.stopped).isNotDone();
    }

    /** Classes of their own, so that making one of them does not initialize the one on the class path. */
    private static final class Copies extends ClassLoader {
        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.endsWith(".Wolf")) {
                return super.loadClass(name, resolve);
            }
            try (InputStream in = Objects.requireNonNull(getResourceAsStream(name.replace('.', '/') + ".class"))) {
                byte[] bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }

    @Test
    void when_a_frame_is_missing_then_the_task_that_it_was_for_fails() throws Exception {
        WireNode.Deployed victim = two.deploy(sinkOnly(), "out", 0, 1);
        WireNode.Deployed other = two.deploy(sinkOnly(), "out", 1, 1);
        OutgoingChannel whole = channelTo(other, 1);
        OutgoingChannel gap = channelTo(victim, 1);
        FrameEncoder encoder = encoder(AllowedTypes.builder().declare(Event.class));
        encoder.send(new Frame(0, 0, 1, 0, batchOf(new Event(1, ""))), whole);
        encoder.send(new Frame(0, 0, 1, 3, batchOf(new Event(1, ""))), gap);
        JobFailure failure = victim.failure.get(20, TimeUnit.SECONDS);
        assertThat(failure.message())
                .contains("expected number 0, but received 3")
                .contains(one.address())
                .contains(two.address());
        assertThat(failure.restartable()).isTrue();
        assertThat(other.failure).isNotDone();
    }

    @Test
    void when_frames_are_of_an_older_attempt_then_they_are_dropped() throws Exception {
        WireNode.Deployed task = two.deploy(sinkOnly(), "out", 0, 2);
        FrameEncoder encoder = encoder(AllowedTypes.builder().declare(Event.class));
        OutgoingChannel old = channelTo(task, 1);
        OutgoingChannel current = channelTo(task, 2);
        encoder.send(new Frame(0, 0, 1, 5, batchOf(new Event(1, ""))), old);
        encoder.send(new Frame(0, 0, 2, 0, Batch.of(new Control.EndOfInput())), current);
        task.start(Map.of());
        task.end.get(20, TimeUnit.SECONDS);
        assertThat(task.failure).isNotDone();
    }

    @Test
    void when_a_node_goes_then_exactly_the_tasks_with_channels_to_it_fail() throws Exception {
        JobDefinition job = sinkOnly();
        WireNode.Deployed sender = one.deploy(job, "in", 0, 1);
        WireNode.Deployed lone = one.deploy(job, "in", 0, 1);
        WireNode.Deployed away = two.deploy(job, "out", 0, 1);
        WireNode.Deployed here = one.deploy(job, "out", 1, 1);
        WireNode.Deployed alsoHere = one.deploy(job, "out", 0, 1);
        List.of(away, here, alsoHere).forEach(receiver -> receiver.start(Map.of()));
        sender.start(Map.of(0, List.of(away, here)));
        lone.start(Map.of(0, List.of(alsoHere, alsoHere)));
        two.close();
        JobFailure failure = sender.failure.get(20, TimeUnit.SECONDS);
        assertThat(failure.message()).contains(one.address()).contains(two.address());
        assertThat(failure.restartable()).isTrue();
        assertThat(lone.failure).isNotDone();
        assertThat(here.failure).isNotDone();
    }
}
