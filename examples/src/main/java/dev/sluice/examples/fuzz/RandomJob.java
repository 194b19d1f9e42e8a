package dev.sluice.examples.fuzz;

import dev.sluice.api.DataStream;
import dev.sluice.api.Dataflow;
import dev.sluice.api.JobDefinition;
import dev.sluice.api.Parameters;
import dev.sluice.api.time.Watermarks;
import dev.sluice.api.window.Aggregates;
import dev.sluice.api.window.Windows;
import dev.sluice.connectors.CollectingSink;
import dev.sluice.examples.fuzz.Signal.Row;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A job that a seed makes: stages without state, then one by key or a join with another source, then perhaps sums by
 * windows of what that gives.
 */
final class RandomJob implements JobDefinition {
    private static final Duration SUMS = Duration.ofMillis(100);
    private static final int SLOWED = 1_000;

    private final String name;
    private final List<Item> items;
    private final List<Item> others;
    private final List<Mapping> before = new ArrayList<>();
    private final @Nullable Forking forking;
    private final @Nullable Stage stage;
    private final @Nullable Joining joining;
    private final boolean summed;
    private final List<Leg> course;
    private final Gate gate = new Gate();
    private final Brake brake;
    private final Trap atSource;
    private final Trap atSink;
    private final CollectingSink<String> out = new CollectingSink<>();

    RandomJob(String name, Random random) {
        this.name = name;
        boolean joins = random.nextInt(4) == 0;
        for (int i = random.nextInt(3); i > 0; i--) {
            before.add(Choice.of(Mapping.values(), random));
        }
        joining = joins ? Joining.random(random) : null;
        Windowing windowing = Windowing.random(random);
        Rolling rolling = Choice.of(Rolling.values(), random);
        boolean windowed = random.nextInt(3) > 0;
        // Each way has a watermark of its own behind it: how far time is at a record depends on how far the others are,
        // and so does whether a session has fired when a record comes that begins where it ends.
        boolean timeless = windowed ? !windowing.windows().merges() : rolling.isTimeless();
        forking = random.nextInt(3) == 0 && (joins || timeless) ? new Forking() : null;
        stage = joins ? null : windowed ? windowing : rolling;
        // Late results would make those of a second stage depend on how far each subtask's watermark is.
        boolean inTime = windowed && windowing.lateness() == 0 && !windowing.withLate();
        summed = !joins && inTime && random.nextBoolean();
        atSource = trap(random);
        atSink = trap(random);
        int count = random.nextInt(400);
        boolean drains = joining == null ? !windowed && rolling.isTimeless() : joining.isTimeless();
        course = Leg.random(random, count, drains);
        // What a barrier has overtaken forgets at another parallelism behind which watermark it came.
        items = Item.random(random, count, !joins && forking == null && !Leg.forgetWatermarks(course));
        others = joins ? Item.random(random, random.nextInt(150), false) : List.of();
        brake = new Brake(course.stream().allMatch(leg -> leg.alignedTimeout() == 0) ? 0 : SLOWED);
    }

    private static Trap trap(Random random) {
        int modulus = 1 + random.nextInt(150);
        return new Trap(random.nextInt(3), modulus, random.nextInt(modulus));
    }

    @Override
    public String name() {
        return name;
    }

    List<Leg> course() {
        return course;
    }

    /** Holds up the source of what it is made of; the other source of a join is read at once. */
    Gate gate() {
        return gate;
    }

    /** What it is made of. */
    String describe() {
        return before + " " + (forking == null ? "" : forking.describe() + " ")
                + (joining == null ? stage == null ? "" : stage.describe() : joining)
                + (summed ? " summed" : "") + ", " + items.size() + "+" + others.size() + " items; "
                + course.stream().map(Leg::describe).collect(Collectors.joining("; then "));
    }

    @Override
    public void define(Dataflow flow, Parameters params) {
        DataStream<Row> stream = read(flow, "items", items, gate).map(row -> {
            atSource.step(row.value());
            return row;
        });
        stream = stream.parallelism(1);
        for (Mapping mapping : before) {
            stream = mapping.define(stream, mapping.name()).parallelism(1);
        }
        if (forking != null) {
            stream = forking.define(stream, "fork");
        }
        if (joining != null) {
            stream = joining.define(stream, read(flow, "others", others, new Gate()), "join");
        } else if (stage != null) {
            stream = stage.define(stream, "stage");
        }
        if (summed) {
            stream = stream.keyBy(row -> row.key() % 3)
                    .window(Windows.tumbling(SUMS))
                    .aggregate(Aggregates.sum(Row::value), (window, key, sum) -> new Row(key, sum, window.end()))
                    .name("sums");
        }
        stream.map(row -> {
                    atSink.step(row.value());
                    brake.step();
                    return row.toString();
                })
                .sink("out", out);
    }

    private static DataStream<Row> read(Dataflow flow, String source, List<Item> items, Gate gate) {
        return flow.source(source, new ItemSource(items, gate))
                .eventTime(Item::time, Watermarks.punctuated((item, time) -> item.mark() ? (Long) time : null))
                .parallelism(1)
                .filter(item -> !item.mark())
                .parallelism(1)
                .map(Item::row)
                .parallelism(1);
    }

    /** What it gave. */
    Map<String, Long> results() {
        return counted(out.committed());
    }

    /** What it is to give. */
    Map<String, Long> expected() {
        List<Signal> signals = signals(items);
        for (Mapping mapping : before) {
            signals = mapping.compute(signals);
        }
        List<Row> rows;
        if (joining != null) {
            rows = joining.compute(rows(signals), rows(signals(others)));
        } else {
            rows = rows(stage == null ? signals : stage.compute(signals));
        }
        if (summed) {
            Map<List<Long>, Long> sums =
                    new TreeMap<>((one, other) -> one.toString().compareTo(other.toString()));
            for (Row row : rows) {
                long end = (Math.floorDiv(row.time(), SUMS.toMillis()) + 1) * SUMS.toMillis();
                sums.merge(List.of(row.key() % 3, end), row.value(), Long::sum);
            }
            rows = sums.entrySet().stream()
                    .map(sum -> new Row(
                            sum.getKey().get(0), sum.getValue(), sum.getKey().get(1)))
                    .toList();
        }
        return counted(rows.stream().map(Row::toString).toList());
    }

    private static List<Signal> signals(List<Item> items) {
        List<Signal> signals = new ArrayList<>();
        long watermark = Long.MIN_VALUE;
        for (Item item : items) {
            // A mark that is not later than the last says nothing.
            if (!item.mark() || item.time() > watermark) {
                watermark = item.mark() ? item.time() : watermark;
                signals.add(item.signal());
            }
        }
        signals.add(new Signal.Mark(Long.MAX_VALUE));
        return signals;
    }

    private static List<Row> rows(List<Signal> signals) {
        return signals.stream()
                .filter(Row.class::isInstance)
                .map(Row.class::cast)
                .toList();
    }

    private static Map<String, Long> counted(List<String> rows) {
        return new TreeMap<>(rows.stream().collect(Collectors.groupingBy(row -> row, Collectors.counting())));
    }
}
