package dev.sluice.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.DataStream;
import dev.sluice.api.JobDefinition;
import dev.sluice.api.connector.SinkWriter;
import dev.sluice.api.function.Collector;
import dev.sluice.api.function.KeyedProcessFunction;
import dev.sluice.api.time.Watermarks;
import dev.sluice.api.window.Aggregates;
import dev.sluice.api.window.Windows;
import dev.sluice.connectors.CollectingSink;
import dev.sluice.runtime.JobHandle;
import dev.sluice.runtime.JobProgress;
import dev.sluice.runtime.Runtime;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A function of each kind fails once; the job restarts, says where it failed, and counts nothing twice. */
class UserErrorTest {
    private static final long COUNT = 400;
    private static Runtime runtime;

    @BeforeAll
    static void start() {
        runtime = Runtime.local();
    }

    @AfterAll
    static void stop() {
        runtime.close();
    }

    enum Place {
        SOURCE("in", false),
        TIMESTAMP("in", false),
        MAP("map"),
        FILTER("filter"),
        FLAT_MAP("flatMap"),
        PROCESS("process"),
        KEY("keyBy behind"),
        REDUCE("reduce"),
        KEYED("keyed"),
        TIMER("keyed", false),
        WINDOW("window"),
        FIRE("window", false),
        SINK("out");

        private final String operator;
        private final boolean hasRecord;

        Place(String operator) {
            this(operator, true);
        }

        Place(String operator, boolean hasRecord) {
            this.operator = operator;
            this.hasRecord = hasRecord;
        }
    }

    /** A sum for each key that a timer emits at the end, and a trap for records and for the timer. */
    static final class Last extends KeyedProcessFunction<Long, Event, Event> {
        private final dev.sluice.api.state.ValueState<Long> sum = valueState("sum", Long.class);
        private final Trap onRecord;
        private final Trap onTimer;

        Last(Trap onRecord, Trap onTimer) {
            this.onRecord = onRecord;
            this.onTimer = onTimer;
        }

        @Override
        public void process(Event event, Context<Long> context, Collector<Event> out) {
            onRecord.step(event.id() == 300);
            Long before = sum.value();
            sum.update((before == null ? 0 : before) + event.id());
            context.timers().registerEventTimeTimer(1_000_000_000L);
            out.collect(event);
        }

        @Override
        public void onTimer(long time, TimerContext<Long> context, Collector<Event> out) {
            onTimer.step(context.key() == 5);
            out.collect(new Event(1_000_000 + sum.value(), 0, 2_000_000_000L));
        }
    }

    @ParameterizedTest
    @EnumSource(Place.class)
    void when_a_function_fails_once_then_the_job_says_where_and_its_result_is_exact(Place place) {
        AtomicBoolean gate = new AtomicBoolean();
        CollectingSink<Long> out = new CollectingSink<>();
        Trap[] traps = new Trap[Place.values().length];
        for (Place each : Place.values()) {
            traps[each.ordinal()] = new Trap(each == place ? 1 : 0);
        }
        JobHandle handle = Jobs.submit(runtime, job(place, traps, gate, out), 2);
        Jobs.awaitRead(handle, COUNT / 2);
        Jobs.awaitCheckpoint(handle);
        gate.set(true);
        JobProgress end = handle.join();
        assertThat(end.attempt()).isEqualTo(2);
        assertThat(handle.failures()).hasSize(1);
        assertThat(handle.failures().get(0).operator()).startsWith(place.operator);
        assertThat(handle.failures().get(0).message()).contains("trap 1");
        if (place.hasRecord) {
            assertThat(handle.failures().get(0).record()).contains("30");
        }
        long total = COUNT * (COUNT - 1) / 2;
        List<Long> results = out.committed();
        // Each record once, the timers' sums, and the windows'.
        assertThat(results.stream()
                        .filter(n -> n >= 0 && n < 1_000_000)
                        .mapToLong(n -> n)
                        .sum())
                .isEqualTo(total);
        assertThat(results.stream()
                        .filter(n -> n >= 1_000_000)
                        .mapToLong(n -> n - 1_000_000)
                        .sum())
                .isEqualTo(total);
        assertThat(results.stream().filter(n -> n < 0).mapToLong(n -> -n).sum()).isEqualTo(total + total + 7_000_000);
    }

    private static JobDefinition job(Place place, Trap[] traps, AtomicBoolean gate, CollectingSink<Long> out) {
        return JobDefinition.named("error-" + place.ordinal(), (flow, params) -> {
            DataStream<Event> events = flow.types(Event.class)
                    .source("in", new Steps<>(COUNT, 1, COUNT / 2, gate, i -> {
                        traps[Place.SOURCE.ordinal()].step(i == 300);
                        return new Event(i, 0, i);
                    }))
                    .eventTime(
                            event -> {
                                traps[Place.TIMESTAMP.ordinal()].step(event.id() == 300);
                                return event.time();
                            },
                            Watermarks.monotonous())
                    .parallelism(1);
            DataStream<Event> mapped = events.map(event -> {
                        traps[Place.MAP.ordinal()].step(event.id() == 300);
                        return event;
                    })
                    .name("map")
                    .filter(event -> {
                        traps[Place.FILTER.ordinal()].step(event.id() == 300);
                        return true;
                    })
                    .name("filter")
                    .flatMap((Event event, Collector<Event> collector) -> {
                        traps[Place.FLAT_MAP.ordinal()].step(event.id() == 300);
                        collector.collect(event);
                    })
                    .name("flatMap")
                    .<Event>process((event, context, collector) -> {
                        traps[Place.PROCESS.ordinal()].step(event.id() == 300);
                        collector.collect(event);
                    })
                    .name("process");
            DataStream<Event> keyed = mapped.keyBy(event -> {
                        traps[Place.KEY.ordinal()].step(event.id() == 300);
                        return event.id() % 7;
                    })
                    .process(new Last(traps[Place.KEYED.ordinal()], traps[Place.TIMER.ordinal()]))
                    .name("keyed");
            DataStream<Event> windows = keyed.keyBy(event -> event.id() % 3)
                    .window(Windows.tumbling(Duration.ofMillis(100)))
                    .aggregate(
                            Aggregates.sum(event -> {
                                traps[Place.WINDOW.ordinal()].step(event.id() == 300);
                                return event.id();
                            }),
                            (window, key, sum) -> {
                                traps[Place.FIRE.ordinal()].step(window.end() == 400);
                                return new Event(-sum, 0, window.end());
                            })
                    .name("window");
            DataStream<Event> reduced = mapped.keyBy(Event::id)
                    .reduce((a, b) -> b)
                    .name("reduce-alone")
                    .filter(event -> false);
            DataStream<Event> paired = mapped.keyBy(event -> event.id() / 2)
                    .reduce((a, b) -> {
                        traps[Place.REDUCE.ordinal()].step(a.id() == 300 || b.id() == 300);
                        return b;
                    })
                    .name("reduce")
                    .filter(event -> false);
            keyed.union(windows, reduced, paired)
                    .map(Event::id)
                    .name("ids")
                    .sink("out", new TrappedSink(out, traps[Place.SINK.ordinal()]));
        });
    }

    /** Fails before it writes. */
    private record TrappedSink(CollectingSink<Long> out, Trap trap) implements dev.sluice.api.connector.Sink<Long> {
        @Override
        public SinkWriter<Long> open(dev.sluice.api.connector.SinkContext context) {
            SinkWriter<Long> writer = out.open(context);
            return new SinkWriter<>() {
                @Override
                public void write(Long record, long timestamp) throws Exception {
                    trap.step(record == 300);
                    writer.write(record, timestamp);
                }

                @Override
                public dev.sluice.api.connector.@org.jspecify.annotations.Nullable Transaction checkpoint(
                        long checkpoint) throws Exception {
                    return writer.checkpoint(checkpoint);
                }

                @Override
                public void close() throws Exception {
                    writer.close();
                }
            };
        }

        @Override
        public void recover(dev.sluice.api.connector.SinkContext context, List<byte[]> transactions) {
            out.recover(context, transactions);
        }
    }
}
