package dev.sluice.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.api.DataStream;
import dev.sluice.api.Dataflow;
import dev.sluice.api.JobDefinition;
import dev.sluice.api.Parameters;
import dev.sluice.api.function.Collector;
import dev.sluice.api.function.KeyedBroadcastProcessFunction;
import dev.sluice.api.function.KeyedProcessFunction;
import dev.sluice.api.function.ProcessFunction;
import dev.sluice.api.function.StatefulProcessFunction;
import dev.sluice.api.state.AggregatingState;
import dev.sluice.api.state.ListState;
import dev.sluice.api.state.MapState;
import dev.sluice.api.state.Redistribution;
import dev.sluice.api.state.ReducingState;
import dev.sluice.api.state.StateTtl;
import dev.sluice.api.state.ValueState;
import dev.sluice.api.time.Watermarks;
import dev.sluice.api.window.Aggregates;
import dev.sluice.connectors.CollectingSink;
import dev.sluice.runtime.JobFailedException;
import dev.sluice.runtime.JobHandle;
import dev.sluice.runtime.Runtime;
import dev.sluice.runtime.job.JobState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** State of every kind in jobs that fail and restore, compared with loops over lists. */
class StatesTest {
    private static final long SEED = Long.getLong("sluice.seed", System.nanoTime());
    private static final long TTL = 400;
    private static final int RULES = 20;

    /**
     * @param early fails what keeps state by key, at an event
     * @param late fails what keeps state by subtask, at an event
     */
    private record Job(long count, long gateAt, AtomicBoolean gate, Trap early, Trap late, CollectingSink<String> out)
            implements JobDefinition {
        @Override
        public String name() {
            return "states";
        }

        @Override
        public void define(Dataflow flow, Parameters params) {
            DataStream<Event> events = flow.source("events", new Steps<>(count, 1, gateAt, gate, Event::of))
                    .eventTime(Event::time, Watermarks.boundedOutOfOrderness(Duration.ofSeconds(2)))
                    .parallelism(1);
            DataStream<String> expiring =
                    events.keyBy(Event::key).process(new Expiring(early)).name("expiring");
            DataStream<Event> rules = flow.source("rules", Steps.of(RULES, i -> new Event(i * 7, (int) i, 0)))
                    .eventTime(Event::time, Watermarks.monotonous())
                    .parallelism(1);
            DataStream<String> ruled = events.keyBy(Event::key)
                    .connect(rules.broadcast())
                    .process(new Ruled())
                    .name("ruled");
            DataStream<String> numbers =
                    events.process(new Numbering(late)).name("numbers").parallelism(1);
            expiring.union(ruled, numbers).sink("out", out).parallelism(1);
        }
    }

    /** Brings the events of a key into the order of time, and says at each what is kept of those before. */
    private static final class Expiring extends KeyedProcessFunction<Integer, Event, String> {
        private static final StateTtl SHORT =
                StateTtl.of(Duration.ofMillis(TTL)).inEventTime();

        private final MapState<Long, Event> waiting = mapState("waiting", Long.class, Event.class);
        private final ReducingState<Long> sum = reducingState("sum", Long::sum, Long.class, SHORT);
        private final AggregatingState<Event, Double> average =
                aggregatingState("average", Aggregates.average(Event::id), SHORT.onReadAndWrite());
        private final ListState<Long> ids = listState("ids", Long.class, SHORT);
        private final MapState<Long, Long> digits = mapState("digits", Long.class, Long.class, SHORT);
        private final ValueState<Event> last = valueState("last", Event.class, SHORT);
        private final Trap trap;

        Expiring(Trap trap) {
            this.trap = trap;
        }

        @Override
        public void process(Event event, Context<Integer> context, Collector<String> out) {
            trap.step(event.id() % 500 == 499);
            waiting.put(event.time(), event);
            context.timers().registerEventTimeTimer(event.time());
        }

        @Override
        public void onTimer(long time, TimerContext<Integer> context, Collector<String> out) throws Exception {
            Event event = waiting.get(time);
            waiting.remove(time);
            if (event == null) {
                throw new IllegalStateException("no event at " + time);
            }
            Event before = last.value();
            out.collect("expiring " + event.id() + " " + sum.get() + " " + average.get() + " " + ids.get() + " "
                    + new TreeMap<>(digits.entries()) + " " + (before == null ? "none" : before.id()));
            sum.add(event.id());
            average.add(event);
            ids.add(event.id());
            digits.put(event.id() % 3, event.id());
            last.update(event);
        }
    }

    /** At the end of time all rules are known. */
    private static final class Ruled extends KeyedBroadcastProcessFunction<Integer, Event, Event, String> {
        private final ReducingState<Long> sum = reducingState("sum", Long::sum, Long.class);
        private final MapState<Integer, Long> rules = broadcastState("rules", Integer.class, Long.class);

        @Override
        public void process(Event event, ReadContext<Integer> context, Collector<String> out) throws Exception {
            sum.add(event.id());
            context.timers().registerEventTimeTimer(1_000_000_000_000L);
        }

        @Override
        public void processBroadcast(Event rule, BroadcastContext context, Collector<String> out) {
            rules.put(rule.key(), rule.id());
        }

        @Override
        public void onTimer(long time, ReadContext<Integer> context, Collector<String> out) {
            out.collect("ruled " + context.key() + " " + sum.get() + " " + rules.get(context.key()) + " of "
                    + rules.entries().size());
        }
    }

    /** Numbers the events. */
    private static final class Numbering extends StatefulProcessFunction<Event, String> {
        private final ListState<Long> last = operatorList("last", Long.class, Redistribution.NONE);
        private final Trap trap;

        Numbering(Trap trap) {
            this.trap = trap;
        }

        @Override
        public void process(Event event, ProcessFunction.Context context, Collector<String> out) {
            trap.step(event.id() % 700 == 699);
            long number = last.get().isEmpty() ? 1 : last.get().get(0) + 1;
            last.update(List.of(number));
            out.collect("number " + number);
        }
    }

    private static List<String> expected(long count) {
        List<String> results = new ArrayList<>();
        LongStream.rangeClosed(1, count).forEach(number -> results.add("number " + number));
        Map<Integer, List<Event>> byKey =
                LongStream.range(0, count).mapToObj(Event::of).collect(Collectors.groupingBy(Event::key));
        byKey.forEach((key, events) -> {
            long sum = events.stream().mapToLong(Event::id).sum();
            results.add("ruled " + key + " " + sum + " " + (key < RULES ? key * 7 : null) + " of " + RULES);
            results.addAll(seen(events.stream()
                    .sorted(Comparator.comparingLong(Event::time))
                    .toList()));
        });
        return results.stream().sorted().toList();
    }

    /** What each event of a key finds, in the order of time. */
    private static List<String> seen(List<Event> events) {
        List<String> results = new ArrayList<>();
        long started = 0;
        for (int i = 0; i < events.size(); i++) {
            long now = events.get(i).time();
            // What expires as a whole goes on as long as there is no gap.
            if (i > 0 && events.get(i - 1).time() + TTL <= now) {
                started = i;
            }
            List<Event> whole = events.subList((int) started, i);
            List<Event> alive = events.subList(0, i).stream()
                    .filter(event -> event.time() + TTL > now)
                    .toList();
            TreeMap<Long, Long> digits = new TreeMap<>();
            alive.forEach(event -> digits.put(event.id() % 3, event.id()));
            results.add("expiring " + events.get(i).id() + " "
                    + (whole.isEmpty()
                            ? "null null"
                            : whole.stream().mapToLong(Event::id).sum() + " "
                                    + whole.stream()
                                            .mapToDouble(Event::id)
                                            .average()
                                            .orElseThrow())
                    + " " + alive.stream().map(Event::id).toList() + " " + digits + " "
                    + (whole.isEmpty() ? "none" : whole.get(whole.size() - 1).id()));
        }
        return results;
    }

    private static Job job(Random random, long gateAt, CollectingSink<String> out) {
        return new Job(
                2_000,
                gateAt,
                new AtomicBoolean(gateAt == 2_000),
                new Trap(random.nextInt(3)),
                new Trap(random.nextInt(3)),
                out);
    }

    @RepeatedTest(6)
    void when_jobs_fail_and_restore_then_state_is_what_a_loop_has(RepetitionInfo repetition) {
        System.out.println("states: repeat with -Dsluice.seed=" + SEED);
        Random random = new Random(SEED + repetition.getCurrentRepetition());
        CollectingSink<String> out = new CollectingSink<>();
        try (Runtime runtime = Runtime.local()) {
            JobHandle handle = Jobs.submit(runtime, job(random, 2_000, out), 1 + random.nextInt(3));
            assertThat(handle.join().state()).isEqualTo(JobState.FINISHED);
        }
        assertThat(Jobs.sorted(out)).as("seed %s", SEED).isEqualTo(expected(2_000));
    }

    @Test
    void when_a_job_goes_on_at_another_parallelism_then_state_goes_with_it(@TempDir Path storage) {
        System.out.println("states: repeat with -Dsluice.seed=" + SEED);
        CollectingSink<String> out = new CollectingSink<>();
        Job job = job(new Random(SEED), 1_000, out);
        try (Runtime runtime = Jobs.runtime(storage)) {
            JobHandle handle = Jobs.submit(runtime, job, 3);
            Jobs.awaitRead(handle, 1_000);
            Jobs.awaitCheckpoint(handle);
            handle.cancel();
            handle.join();
            job.gate().set(true);
            JobHandle again = Jobs.submit(runtime, job, 2);
            assertThat(again.resumedFrom()).isPresent();
            assertThat(again.join().state()).isEqualTo(JobState.FINISHED);
        }
        assertThat(Jobs.sorted(out)).as("seed %s", SEED).isEqualTo(expected(2_000));
    }

    /** Keeps a list on as many subtasks as the job has. */
    private static JobDefinition kept(AtomicBoolean gate, CollectingSink<String> out) {
        return JobDefinition.named(
                "kept",
                (flow, params) -> flow.source("in", new Steps<>(500, 1, 200, gate, Event::of))
                        .parallelism(1)
                        .rebalance()
                        .process(new Numbering(new Trap(0)))
                        .name("numbers")
                        .sink("out", out));
    }

    @Test
    void when_a_list_belongs_to_its_subtask_then_another_parallelism_fails_the_job_and_says_what_to_do(
            @TempDir Path storage) {
        AtomicBoolean gate = new AtomicBoolean();
        CollectingSink<String> out = new CollectingSink<>();
        try (Runtime runtime = Jobs.runtime(storage)) {
            JobHandle handle = Jobs.submit(runtime, kept(gate, out), 2);
            Jobs.awaitRead(handle, 200);
            Jobs.awaitCheckpoint(handle);
            handle.cancel();
            handle.join();
            gate.set(true);
            JobHandle refused = Jobs.submit(runtime, kept(gate, out), 3);
            assertThatThrownBy(refused::join).isInstanceOf(JobFailedException.class);
            assertThat(refused.failures()).as("no restart mends that").hasSize(1);
            assertThat(refused.failures().get(0).operator()).isEqualTo("numbers");
            assertThat(refused.failures().get(0).message()).contains("\"last\"").contains(".parallelism(2)");
        }
    }
}
