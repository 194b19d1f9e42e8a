package dev.sluice.examples.fuzz;

import dev.sluice.api.DataStream;
import dev.sluice.api.WindowedStream;
import dev.sluice.api.function.OutputTag;
import dev.sluice.api.window.Evictors;
import dev.sluice.api.window.Trigger;
import dev.sluice.api.window.Window;
import dev.sluice.api.window.WindowAssigner;
import dev.sluice.api.window.Windows;
import dev.sluice.examples.fuzz.Signal.Row;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Windows by key.
 *
 * @param windows which
 * @param folding what they make of their records
 * @param firing when they fire
 * @param count of the trigger
 * @param lateness how long they live on, milliseconds
 * @param keep how many records an evictor keeps, 0 for all
 * @param withLate whether late records are emitted too
 */
record Windowing(
        WindowAssigner windows, Folding folding, Firing firing, int count, long lateness, int keep, boolean withLate)
        implements Stage {
    private static final OutputTag<Row> LATE = OutputTag.of("late");

    static Windowing random(Random random) {
        boolean merging = random.nextInt(4) == 0;
        WindowAssigner windows = merging ? Windows.session(Duration.ofMillis(1 + random.nextInt(60))) : aligned(random);
        Folding folding = Choice.of(Folding.values(), random);
        // The order of the records is promised only where they are of one slice.
        boolean inOrder = windows instanceof WindowAssigner.Tumbling;
        return new Windowing(
                windows,
                folding == Folding.ORDERED && !inOrder ? Folding.SUM : folding,
                random.nextBoolean() ? Firing.DEFAULT : Choice.of(Firing.values(), random),
                1 + random.nextInt(4),
                random.nextBoolean() ? 0 : random.nextInt(200),
                inOrder && random.nextInt(4) == 0 ? 1 + random.nextInt(5) : 0,
                random.nextBoolean());
    }

    private static WindowAssigner aligned(Random random) {
        Duration size = Duration.ofMillis(1 + random.nextInt(150));
        Duration offset = Duration.ofMillis(random.nextInt(300));
        return switch (random.nextInt(3)) {
            case 0 -> Windows.tumbling(size, offset);
            case 1 -> Windows.sliding(size, Duration.ofMillis(5 + random.nextInt(100)), offset);
            default -> Windows.cumulative(size.multipliedBy(1 + random.nextInt(4)), size, offset);
        };
    }

    @Override
    public String describe() {
        return toString();
    }

    @Override
    public DataStream<Row> define(DataStream<Row> input, String name) {
        WindowedStream<Long, Row> windowed =
                input.keyBy(Row::key).window(windows).allowedLateness(Duration.ofMillis(lateness));
        Trigger<Row> trigger = firing.trigger(count);
        if (trigger != null) {
            windowed = windowed.trigger(trigger);
        }
        if (keep > 0) {
            windowed = windowed.evictor(Evictors.<Row>count(keep));
        }
        if (withLate) {
            windowed = windowed.sideOutputLateData(LATE);
        }
        DataStream<Row> results = folding.define(windowed).name(name);
        return withLate ? results.union(results.sideOutput(LATE)) : results;
    }

    private static final class Pane {
        private final long key;
        private long start;
        private long end;
        private List<Row> rows = new ArrayList<>();
        private int counted;

        Pane(long key, long start, long end) {
            this.key = key;
            this.start = start;
            this.end = end;
        }
    }

    @Override
    public List<Signal> compute(List<Signal> input) {
        List<Signal> out = new ArrayList<>();
        List<Pane> panes = new ArrayList<>();
        long watermark = Long.MIN_VALUE;
        for (Signal signal : input) {
            if (signal instanceof Row row) {
                add(row, panes, watermark, out);
            } else if (signal instanceof Signal.Mark mark && mark.time() > watermark) {
                long before = watermark;
                watermark = mark.time();
                for (Pane pane : panes) {
                    if (firing.firesAtEnd() && pane.end - 1 > before && pane.end - 1 <= watermark) {
                        fire(pane, false, out);
                    }
                }
                long now = watermark;
                panes.removeIf(pane -> pane.end - 1 + lateness <= now);
                out.add(mark);
            }
        }
        return out;
    }

    private void add(Row row, List<Pane> panes, long watermark, List<Signal> out) {
        List<Window> of = windowsOf(row.time());
        boolean late = true;
        for (Window window : of) {
            Pane pane = windows.merges() ? merged(row.key(), window, panes, watermark) : find(row.key(), window, panes);
            if (pane.end - 1 + lateness <= watermark) {
                continue;
            }
            late = false;
            if (!panes.contains(pane)) {
                panes.add(pane);
            }
            pane.rows.add(row);
            boolean over = pane.end - 1 <= watermark;
            if (firing.counts(over)) {
                if (++pane.counted >= count) {
                    pane.counted = 0;
                    fire(pane, firing == Firing.PURGING_COUNT, out);
                }
            } else if (over && firing.firesForEachLate()) {
                fire(pane, false, out);
            }
        }
        if (late && !of.isEmpty() && withLate) {
            out.add(row);
        }
    }

    private void fire(Pane pane, boolean purge, List<Signal> out) {
        if (pane.rows.isEmpty()) {
            return;
        }
        if (keep > 0 && pane.rows.size() > keep) {
            pane.rows = new ArrayList<>(pane.rows.subList(pane.rows.size() - keep, pane.rows.size()));
        }
        out.add(new Row(pane.key, folding.of(pane.rows), pane.end - 1));
        if (purge) {
            pane.rows.clear();
        }
    }

    private static Pane find(long key, Window window, List<Pane> panes) {
        return panes.stream()
                .filter(pane -> pane.key == key && pane.start == window.start() && pane.end == window.end())
                .findFirst()
                .orElseGet(() -> new Pane(key, window.start(), window.end()));
    }

    private Pane merged(long key, Window window, List<Pane> panes, long watermark) {
        List<Pane> touched = panes.stream()
                .filter(pane -> pane.key == key && pane.start <= window.end() && window.start() <= pane.end)
                .toList();
        Pane merged = new Pane(key, window.start(), window.end());
        for (Pane pane : touched) {
            merged.start = Math.min(merged.start, pane.start);
            merged.end = Math.max(merged.end, pane.end);
            merged.rows.addAll(pane.rows);
            merged.counted += pane.counted;
        }
        if (merged.end - 1 + lateness > watermark) {
            panes.removeAll(touched);
        }
        return merged;
    }

    private List<Window> windowsOf(long time) {
        List<Window> found = new ArrayList<>();
        if (windows instanceof WindowAssigner.Tumbling w) {
            long start = Math.floorDiv(time - w.offset(), w.size()) * w.size() + w.offset();
            found.add(new Window(start, start + w.size()));
        } else if (windows instanceof WindowAssigner.Sliding w) {
            for (long start = time - w.size() + 1; start <= time; start++) {
                if (Math.floorMod(start - w.offset(), w.slide()) == 0) {
                    found.add(new Window(start, start + w.size()));
                }
            }
        } else if (windows instanceof WindowAssigner.Cumulative w) {
            long start = Math.floorDiv(time - w.offset(), w.size()) * w.size() + w.offset();
            for (long end = start + w.step(); end <= start + w.size(); end += w.step()) {
                if (time < end) {
                    found.add(new Window(start, end));
                }
            }
        } else if (windows instanceof WindowAssigner.Session w) {
            found.add(new Window(time, time + w.gap()));
        }
        return found;
    }
}
