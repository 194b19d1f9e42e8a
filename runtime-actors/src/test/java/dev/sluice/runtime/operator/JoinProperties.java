package dev.sluice.runtime.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.DataStream;
import dev.sluice.api.JobDefinition;
import dev.sluice.api.JoinedStreams;
import dev.sluice.api.KeyedStream;
import dev.sluice.api.WindowedJoin;
import dev.sluice.api.function.OutputTag;
import dev.sluice.api.join.Change;
import dev.sluice.api.join.JoinFunction;
import dev.sluice.api.join.JoinType;
import dev.sluice.api.state.StateTtl;
import dev.sluice.api.time.Watermarks;
import dev.sluice.api.window.Windows;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;

/** Joins against what is meant by them, over random records of two inputs out of order, and random watermarks. */
@Label("Joins and what is meant by them")
class JoinProperties {
    private static final OutputTag<Reading> LATE_LEFT = OutputTag.of("late-left");
    private static final OutputTag<Reading> LATE_RIGHT = OutputTag.of("late-right");

    /** A joined pair; a side that is missing is -1. */
    record Pair(String key, long left, long right) {
        static Pair of(Reading left, Reading right) {
            return new Pair(
                    left == null ? right.sensor() : left.sensor(),
                    left == null ? -1 : left.value(),
                    right == null ? -1 : right.value());
        }
    }

    private static final JoinFunction<Reading, Reading, Pair> PAIR = Pair::of;

    private static OperatorHarness harness(Function<JoinedStreams<String, Reading, Reading>, DataStream<?>> join) {
        JobDefinition job = (flow, params) -> {
            KeyedStream<String, Reading> left = flow.source("left", Ends.<Reading>source())
                    .eventTime(Reading::value, Watermarks.monotonous())
                    .keyBy(Reading::sensor);
            KeyedStream<String, Reading> right = flow.source("right", Ends.<Reading>source())
                    .eventTime(Reading::value, Watermarks.monotonous())
                    .keyBy(Reading::sensor);
            DataStream<?> joined = join.apply(left.join(right)).name("it");
            joined.sink("sink", Ends.sink());
            joined.sideOutput(LATE_LEFT).sink("late-left", Ends.sink());
            joined.sideOutput(LATE_RIGHT).sink("late-right", Ends.sink());
        };
        return OperatorHarness.of(job, "it").keyedBy(JoinProperties::keyOf);
    }

    private static Object keyOf(Object result) {
        return result instanceof Change<?> change ? ((Pair) change.row()).key() : ((Pair) result).key();
    }

    @Property(tries = 200, shrinking = ShrinkingMode.BOUNDED)
    void by_time(
            @ForAll @IntRange(min = -3000, max = 3000) int one,
            @ForAll @IntRange(min = -3000, max = 3000) int other,
            @ForAll Random random)
            throws Exception {
        long lower = Math.min(one, other);
        long upper = Math.max(one, other);
        List<Input> inputs = inputs(random, 400);
        List<Output> expected = new ArrayList<>();
        List<Input.Item> before = new ArrayList<>();
        long watermark = Long.MIN_VALUE;
        List<Object> late = new ArrayList<>();
        for (Input input : inputs) {
            if (input instanceof Input.Watermark mark) {
                watermark = Math.max(watermark, mark.time());
            } else if (input instanceof Input.Item item) {
                if (item.timestamp() <= watermark) {
                    late.add(item.value());
                    continue;
                }
                for (Input.Item partner : before) {
                    Input.Item left = item.input() == 0 ? item : partner;
                    Input.Item right = item.input() == 0 ? partner : item;
                    long distance = right.timestamp() - left.timestamp();
                    if (left.input() == 0
                            && right.input() == 1
                            && key(left).equals(key(right))
                            && lower <= distance
                            && distance <= upper) {
                        expected.add(Output.main(
                                Pair.of((Reading) left.value(), (Reading) right.value()),
                                Math.max(left.timestamp(), right.timestamp())));
                    }
                }
                before.add(item);
            }
        }
        var observed = harness(join -> join.between(Duration.ofMillis(lower), Duration.ofMillis(upper))
                        .sideOutputLateLeft(LATE_LEFT)
                        .sideOutputLateRight(LATE_RIGHT)
                        .inner(PAIR))
                .runSome(inputs, random);
        assertThat(main(observed)).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(observed.outputs().stream()
                        .filter(output -> !output.tag().isEmpty())
                        .map(Output::value))
                .containsExactlyInAnyOrderElementsOf(late);
        assertThat(observed.keyedEntries()).as("state at the end of time").isZero();
    }

    @Property(tries = 150, shrinking = ShrinkingMode.BOUNDED)
    void by_window(
            @ForAll @IntRange(min = 1, max = 40) int size,
            @ForAll JoinType type,
            @ForAll boolean sessions,
            @ForAll Random random)
            throws Exception {
        List<Input> inputs = inputs(random, 40).stream()
                .filter(input -> !(input instanceof Input.Watermark mark) || mark.time() == Long.MAX_VALUE)
                .toList(); // all windows fire at the end: their order and lateness are tested elsewhere
        Map<List<Object>, List<List<Reading>>> groups = new HashMap<>();
        if (sessions) {
            sessions(inputs, size, groups);
        } else {
            for (Input input : inputs) {
                if (input instanceof Input.Item item) {
                    long start = Math.floorDiv(item.timestamp(), (long) size) * size;
                    groups.computeIfAbsent(
                                    List.of(key(item), start + size),
                                    k -> List.of(new ArrayList<>(), new ArrayList<>()))
                            .get(item.input())
                            .add((Reading) item.value());
                }
            }
        }
        List<Output> expected = new ArrayList<>();
        groups.forEach((group, sides) -> {
            long time = (long) group.get(1) - 1;
            for (Reading left : sides.get(0)) {
                for (Reading right : sides.get(1)) {
                    expected.add(Output.main(Pair.of(left, right), time));
                }
                if (sides.get(1).isEmpty() && type.keepsLeft()) {
                    expected.add(Output.main(Pair.of(left, null), time));
                }
            }
            for (Reading right : sides.get(1)) {
                if (sides.get(0).isEmpty() && type.keepsRight()) {
                    expected.add(Output.main(Pair.of(null, right), time));
                }
            }
        });
        Duration length = Duration.ofMillis(size);
        var observed = harness(join -> {
                    WindowedJoin<String, Reading, Reading> windowed =
                            join.window(sessions ? Windows.session(length) : Windows.tumbling(length));
                    return switch (type) {
                        case INNER -> windowed.inner(PAIR);
                        case LEFT -> windowed.left(PAIR);
                        case RIGHT -> windowed.right(PAIR);
                        case FULL -> windowed.full(PAIR);
                    };
                })
                .runSome(inputs, random);
        assertThat(main(observed)).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(observed.keyedEntries()).as("state at the end of time").isZero();
    }

    private static void sessions(List<Input> inputs, int gap, Map<List<Object>, List<List<Reading>>> groups) {
        Map<String, List<Input.Item>> byKey = new HashMap<>();
        for (Input input : inputs) {
            if (input instanceof Input.Item item) {
                byKey.computeIfAbsent(key(item), k -> new ArrayList<>()).add(item);
            }
        }
        byKey.forEach((key, items) -> {
            items.sort(Comparator.comparingLong(Input.Item::timestamp));
            List<List<Reading>> sides = List.of(new ArrayList<>(), new ArrayList<>());
            long end = Long.MIN_VALUE;
            for (Input.Item item : items) {
                if (item.timestamp() > end && end != Long.MIN_VALUE) {
                    groups.put(List.of(key, end), sides);
                    sides = List.of(new ArrayList<>(), new ArrayList<>());
                }
                end = item.timestamp() + gap;
                sides.get(item.input()).add((Reading) item.value());
            }
            groups.put(List.of(key, end), sides);
        });
    }

    @Property(tries = 150, shrinking = ShrinkingMode.BOUNDED)
    void by_version(@ForAll boolean orNull, @ForAll Random random) throws Exception {
        List<Input> inputs = inOrder(random);
        List<Output> expected = new ArrayList<>();
        for (Input input : inputs) {
            if (input instanceof Input.Item left && left.input() == 0) {
                Reading valid = null;
                long since = Long.MIN_VALUE;
                for (Input other : inputs) {
                    if (other instanceof Input.Item right
                            && right.input() == 1
                            && key(right).equals(key(left))
                            && right.timestamp() <= left.timestamp()
                            && right.timestamp() >= since) {
                        valid = (Reading) right.value();
                        since = right.timestamp();
                    }
                }
                if (valid != null || orNull) {
                    expected.add(Output.main(Pair.of((Reading) left.value(), valid), left.timestamp()));
                }
            }
        }
        var observed = harness(join -> orNull ? join.asOfOrNull(PAIR) : join.asOf(PAIR))
                .runSome(inputs, random);
        assertThat(main(observed)).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Property(tries = 150, shrinking = ShrinkingMode.BOUNDED)
    void of_all(@ForAll JoinType type, @ForAll Random random) throws Exception {
        List<Input> inputs = inputs(random, 40);
        var pairs = harness(join -> join.inner(PAIR)).runSome(inputs, random);
        var changes = harness(join -> join.changes(type, PAIR, null)).runSome(inputs, random);
        List<Pair> joined = new ArrayList<>();
        List<Pair> rows = new ArrayList<>();
        for (Input input : inputs) {
            if (input instanceof Input.Item item) {
                boolean alone = true;
                for (Input other : inputs) {
                    if (other instanceof Input.Item partner
                            && partner.input() != item.input()
                            && key(partner).equals(key(item))) {
                        alone = false;
                        if (item.input() == 0) {
                            joined.add(Pair.of((Reading) item.value(), (Reading) partner.value()));
                        }
                    }
                }
                if (alone && item.input() == 0 && type.keepsLeft()) {
                    rows.add(Pair.of((Reading) item.value(), null));
                } else if (alone && item.input() == 1 && type.keepsRight()) {
                    rows.add(Pair.of(null, (Reading) item.value()));
                }
            }
        }
        rows.addAll(joined);
        assertThat(pairs.values().stream().map(Pair.class::cast)).containsExactlyInAnyOrderElementsOf(joined);
        List<Pair> held = new ArrayList<>();
        for (Object value : changes.values()) {
            Change<?> change = (Change<?>) value;
            if (change.kind() == Change.Kind.INSERT) {
                held.add((Pair) change.row());
            } else {
                assertThat(held.remove(change.row()))
                        .as("what is deleted was there")
                        .isTrue();
            }
        }
        assertThat(held).containsExactlyInAnyOrderElementsOf(rows);
    }

    /** Which rows there are depends on when what expires, but rows come before they go, and no pair comes twice. */
    @Property(tries = 200, shrinking = ShrinkingMode.BOUNDED)
    void of_all_for_a_time(
            @ForAll JoinType type, @ForAll @IntRange(min = 1, max = 60) int millis, @ForAll Random random)
            throws Exception {
        StateTtl ttl = StateTtl.of(Duration.ofMillis(millis)).inEventTime();
        StateTtl chosen = random.nextBoolean() ? ttl : ttl.onReadAndWrite();
        List<Input> inputs = inputs(random, 40);
        var changes = harness(join -> join.changes(type, PAIR, chosen)).runSome(inputs, random);
        List<Pair> held = new ArrayList<>();
        for (Object value : changes.values()) {
            Change<?> change = (Change<?>) value;
            Pair row = (Pair) change.row();
            if (change.kind() == Change.Kind.INSERT) {
                assertThat(held).doesNotContain(row);
                held.add(row);
            } else {
                assertThat(held.remove(row)).as("what is deleted was there").isTrue();
            }
            assertThat(row.left() >= 0 || type.keepsRight()).isTrue();
            assertThat(row.right() >= 0 || type.keepsLeft()).isTrue();
        }
    }

    private static String key(Input.Item item) {
        return ((Reading) item.value()).sensor();
    }

    private static List<Output> main(OperatorHarness.Observed observed) {
        return observed.outputs().stream()
                .filter(output -> output.tag().isEmpty())
                .toList();
    }

    private static List<Input> inputs(Random random, int spread) {
        List<Input> inputs = new ArrayList<>();
        long time = random.nextInt(200) - 100L;
        int size = random.nextInt(40);
        for (int i = 0; i < size; i++) {
            if (random.nextInt(6) == 0) {
                inputs.add(Input.watermark(time - random.nextInt(spread)));
            } else {
                Reading reading = Reading.of("k" + random.nextInt(3), i);
                inputs.add(Input.item(random.nextInt(2), reading, time + random.nextInt(2 * spread) - spread));
            }
            time += random.nextInt(spread / 4);
        }
        inputs.add(Input.watermark(Long.MAX_VALUE));
        return inputs;
    }

    /** Nothing is late. */
    private static List<Input> inOrder(Random random) {
        List<Input> inputs = new ArrayList<>();
        long watermark = -100;
        int size = random.nextInt(40);
        for (int i = 0; i < size; i++) {
            if (random.nextInt(5) == 0) {
                watermark += random.nextInt(30);
                inputs.add(Input.watermark(watermark));
            } else {
                Reading reading = Reading.of("k" + random.nextInt(2), i);
                inputs.add(Input.item(random.nextInt(2), reading, watermark + 1 + random.nextInt(60)));
            }
        }
        inputs.add(Input.watermark(Long.MAX_VALUE));
        return inputs;
    }
}
