package dev.sluice.runtime.operator;

import static dev.sluice.runtime.operator.Input.item;
import static dev.sluice.runtime.operator.Input.tick;
import static dev.sluice.runtime.operator.Input.watermark;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.JobDefinition;
import dev.sluice.api.function.Collector;
import dev.sluice.api.state.ReducingState;
import dev.sluice.api.state.StateTtl;
import dev.sluice.api.time.Watermarks;
import dev.sluice.api.window.ProcessWindowFunction;
import dev.sluice.api.window.Windows;
import dev.sluice.persistence.checkpoint.Chunk;
import dev.sluice.persistence.checkpoint.SnapshotRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class StateTtlTest {
    private static final long SEED = Long.getLong("sluice.seed", System.nanoTime());
    private static final StateTtl TTL = StateTtl.of(Duration.ofMillis(100));
    private static final String NOTHING = ":null[]{}null/null";

    private static Input of(String sensor, long value, long timestamp) {
        return item(Reading.of(sensor, value), timestamp);
    }

    private static Input of(long value) {
        return of("a", value, 0);
    }

    private static String five(String key) {
        return key + ":5[t=5]{5=t=5}5/5.0";
    }

    @Test
    void when_the_wall_clock_is_before_the_end_then_state_is_there_and_at_the_end_it_is_not() throws Exception {
        var observed =
                AllStates.under(TTL).run(tick(1000), of(5), tick(1099), of(0), tick(1100), of(0), tick(1101), of(0));
        assertThat(observed.values()).containsExactly(five("a"), "a" + NOTHING, "a" + NOTHING);
    }

    @Test
    void when_only_some_elements_and_entries_have_expired_then_the_others_stay() throws Exception {
        var observed = AllStates.under(TTL)
                .run(tick(1000), of(5), tick(1050), of(6), tick(1100), of(0), tick(1149), of(0), tick(1150), of(0));
        // The sums live on, for each addition is a write to all of the sum.
        String six = "a:6[t=6]{6=t=6}11/5.5";
        assertThat(observed.values()).containsExactly(six, six, "a" + NOTHING);
    }

    @Test
    void when_reads_do_not_count_then_they_do_not_prolong_life() throws Exception {
        var observed = AllStates.under(TTL).run(tick(1000), of(5), tick(1050), of(0), tick(1100), of(0));
        assertThat(observed.values()).containsExactly(five("a"), "a" + NOTHING);
    }

    @Test
    void when_reads_count_then_each_begins_life_anew() throws Exception {
        var observed = AllStates.under(TTL.onReadAndWrite())
                .run(tick(1000), of(5), tick(1099), of(0), tick(1198), of(0), tick(1298), of(0));
        assertThat(observed.values()).containsExactly(five("a"), five("a"), "a" + NOTHING);
    }

    @Test
    void when_expired_state_is_visible_then_it_is_returned_until_it_is_read() throws Exception {
        OperatorRun run = new OperatorRun(AllStates.job(TTL.returnExpiredIfNotCleanedUp()), "it", 1024);
        run.batches(List.of(tick(1000), of(5), tick(1100), of(0), of(0)));
        assertThat(run.segments().stream().flatMap(List::stream).map(Output::value))
                .containsExactly(five("a"), "a" + NOTHING);
        run.close();
    }

    @Test
    void when_expired_state_is_visible_then_no_snapshot_has_it_nevertheless() throws Exception {
        OperatorRun run = new OperatorRun(AllStates.job(TTL.returnExpiredIfNotCleanedUp()), "it", 1024);
        run.batches(List.of(tick(1000), of(5), tick(1100)));
        run.restart(1, false);
        run.batches(List.of(of(0)));
        assertThat(run.segments().stream().flatMap(List::stream).map(Output::value))
                .containsExactly("a" + NOTHING);
        run.close();
    }

    @Test
    void when_the_watermark_is_before_the_end_then_state_is_there_and_at_the_end_it_is_not() throws Exception {
        var observed = AllStates.under(TTL.inEventTime())
                .run(
                        of("a", 5, 1000),
                        watermark(1099),
                        of("a", 0, 1099),
                        of("a", 0, 5000),
                        watermark(1100),
                        of("a", 0, 1050));
        assertThat(observed.values()).containsExactly(five("a"), five("a"), "a" + NOTHING);
    }

    @Test
    void when_a_record_is_late_then_what_it_writes_lives_from_the_watermark_on() throws Exception {
        var observed = AllStates.under(TTL.inEventTime())
                .run(watermark(1000), of("a", 5, 10), watermark(1099), of("a", 0, 0), watermark(1100), of("a", 0, 0));
        assertThat(observed.values()).containsExactly(five("a"), "a" + NOTHING);
    }

    @Test
    void when_timers_fire_then_they_see_the_state_of_their_time_however_far_the_watermark_goes() throws Exception {
        var observed = AllStates.under(TTL.inEventTime())
                .run(of("a", 5, 1000), of("a", -1099, 1000), of("a", -1100, 1000), watermark(Long.MAX_VALUE));
        assertThat(observed.values()).containsExactly(five("a"), "a" + NOTHING);
    }

    @Test
    void when_state_lives_beyond_the_end_of_time_then_it_does_not_expire_before() throws Exception {
        StateTtl forever = StateTtl.of(Duration.ofMillis(Long.MAX_VALUE));
        var observed = AllStates.under(forever).run(tick(1000), of(5), tick(Long.MAX_VALUE - 1), of(0));
        assertThat(observed.values()).containsExactly(five("a"));
    }

    @Test
    void when_state_has_expired_then_no_snapshot_has_it() throws Exception {
        List<Input> inputs = new ArrayList<>(List.of(tick(1000)));
        for (int i = 0; i < 50; i++) {
            inputs.add(of("k" + i, 5, 0));
        }
        inputs.add(tick(1099));
        assertThat(AllStates.under(TTL).run(inputs).keyedEntries()).isEqualTo(250);
        inputs.add(tick(1100));
        assertThat(AllStates.under(TTL).run(inputs).keyedEntries()).isZero();
    }

    private static List<Chunk> stateOf(@Nullable StateTtl ttl, List<Chunk> before, long now, Input.Item... items)
            throws Exception {
        Instance instance = instance(ttl, before, now, new ArrayList<>());
        instance.items(List.of(items));
        List<Chunk> chunks = MemorySnapshot.write(instance.snapshot(SnapshotRequest.first(1)), instance.writingCodec());
        instance.close();
        return chunks;
    }

    private static Instance instance(@Nullable StateTtl ttl, List<Chunk> before, long now, List<Output> out)
            throws Exception {
        return new Instance(
                AllStates.job(ttl), "it", new Instance.Setting(0, 1, 1024, now, out::add, time -> {}), before);
    }

    private static final Input.Item WRITE = new Input.Item(0, Reading.of("a", 5), 0);
    private static final Input.Item READ = new Input.Item(0, Reading.of("a", 0), 0);

    @Test
    void when_state_gains_a_time_to_live_then_it_counts_as_written_at_the_restore() throws Exception {
        List<Output> out = new ArrayList<>();
        Instance restored = instance(TTL, stateOf(null, List.of(), 10, WRITE), 1000, out);
        restored.tick(1099);
        restored.items(List.of(READ));
        restored.tick(1100);
        restored.items(List.of(READ));
        assertThat(out.stream().map(Output::value)).containsExactly(five("a"), "a" + NOTHING);
    }

    @Test
    void when_state_loses_its_time_to_live_then_it_stays() throws Exception {
        List<Output> out = new ArrayList<>();
        Instance restored = instance(null, stateOf(TTL, List.of(), 10, WRITE), 1000, out);
        restored.items(List.of(READ));
        assertThat(out.stream().map(Output::value)).containsExactly(five("a"));
        // And it is now kept as if it had never had one.
        assertThat(stateOf(null, stateOf(null, stateOf(TTL, List.of(), 10, WRITE), 5000, READ), 9000, READ))
                .hasSameSizeAs(stateOf(null, List.of(), 10, WRITE));
    }

    @Test
    void when_state_expires_by_another_clock_then_it_counts_as_written_at_the_restore() throws Exception {
        List<Output> out = new ArrayList<>();
        Instance restored = instance(TTL, stateOf(TTL.inEventTime(), List.of(), 10, WRITE), 1000, out);
        restored.tick(1099);
        restored.items(List.of(READ));
        restored.tick(1100);
        restored.items(List.of(READ));
        assertThat(out.stream().map(Output::value)).containsExactly(five("a"), "a" + NOTHING);
    }

    @Test
    void when_there_is_no_event_time_at_the_restore_then_state_that_gains_a_time_to_live_stays() throws Exception {
        List<Output> out = new ArrayList<>();
        Instance restored = instance(TTL.inEventTime(), stateOf(null, List.of(), 10, WRITE), 1000, out);
        restored.watermark(5000);
        restored.items(List.of(READ));
        assertThat(out.stream().map(Output::value)).containsExactly(five("a"));
    }

    /** What is there by the rules, for one key. */
    private static final class Naive {
        private final TreeMap<Long, Long> lastWritten = new TreeMap<>();
        private final List<long[]> writes = new ArrayList<>();
        private long sum;
        private long count;
        private long last = Long.MIN_VALUE / 2;

        void write(long number, long now) {
            if (last + 100 <= now) {
                sum = 0;
                count = 0;
            }
            last = now;
            sum += number;
            count++;
            lastWritten.put(number, now);
            writes.add(new long[] {number, now});
        }

        String tell(String key, long now) {
            boolean gone = last + 100 <= now;
            TreeMap<Long, String> map = new TreeMap<>();
            lastWritten.forEach((number, time) -> {
                if (time + 100 > now) {
                    map.put(number, "t=" + number);
                }
            });
            return key + ":"
                    + (gone ? "null" : String.valueOf(writes.get(writes.size() - 1)[0]))
                    + writes.stream()
                            .filter(write -> write[1] + 100 > now)
                            .map(write -> "t=" + write[0])
                            .toList()
                    + map
                    + (gone ? "null/null" : sum + "/" + (double) sum / count);
        }
    }

    @RepeatedTest(20)
    void when_anything_is_written_and_read_at_any_time_then_it_is_there_by_the_rules(RepetitionInfo repetition)
            throws Exception {
        long seed = SEED + repetition.getCurrentRepetition();
        System.out.println("state ttl: repeat with -Dsluice.seed=" + SEED);
        Random random = new Random(seed);
        List<Input> inputs = new ArrayList<>();
        TreeMap<String, Naive> keys = new TreeMap<>();
        List<String> expected = new ArrayList<>();
        long now = 0;
        for (int i = 0; i < 300; i++) {
            if (random.nextInt(4) == 0) {
                now += random.nextInt(60);
                inputs.add(tick(now));
            }
            String key = "k" + random.nextInt(12);
            long number = random.nextInt(4);
            inputs.add(of(key, number, 0));
            Naive naive = keys.computeIfAbsent(key, k -> new Naive());
            if (number == 0) {
                expected.add(naive.tell(key, now));
            } else {
                naive.write(number, now);
            }
        }
        assertThat(AllStates.under(TTL).runSome(inputs, random).values())
                .as("seed %s", SEED)
                .map(String::valueOf)
                .isEqualTo(expected);
    }

    /** Adds up over all windows of a key, until there was none for a while. */
    private static final class Totals extends ProcessWindowFunction<String, Reading, String> {
        private final ReducingState<Long> total = reducingState("total", Long::sum, Long.class, TTL.inEventTime());

        @Override
        public void process(String key, Context context, Iterable<Reading> readings, Collector<String> out)
                throws Exception {
            Long before = total.get();
            for (Reading reading : readings) {
                total.add(reading.value());
            }
            out.collect(key + ":" + before + "+" + total.get());
        }
    }

    @Test
    void when_a_window_fires_then_its_functions_state_is_that_of_its_end_however_far_the_watermark_goes()
            throws Exception {
        JobDefinition job = (flow, params) -> flow.source("source", Ends.<Reading>source())
                .eventTime(reading -> 0L, Watermarks.monotonous())
                .keyBy(Reading::sensor)
                .window(Windows.tumbling(Duration.ofMillis(50)))
                .process(new Totals())
                .name("it")
                .sink("sink", Ends.sink());
        var observed = OperatorHarness.of(job, "it")
                .keyedBy(result -> result.toString().split(":")[0])
                .run(
                        of("a", 1, 1000),
                        of("a", 2, 1050),
                        of("b", 5, 1060),
                        of("a", 4, 1150),
                        watermark(1149),
                        watermark(Long.MAX_VALUE));
        assertThat(observed.values().stream().map(String::valueOf).filter(line -> line.startsWith("a")))
                .containsExactly("a:null+1", "a:1+3", "a:null+4");
    }
}
