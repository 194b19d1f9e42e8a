package dev.sluice.runtime.operator;

import dev.sluice.api.window.Trigger;
import dev.sluice.api.window.Triggers;
import dev.sluice.api.window.Window;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** What windows with triggers and evictors must give, by the rules as they are told: every record and timer is kept. */
final class TriggerModel {
    private final Shape shape;
    private final Rule rule;
    private final long lateness;
    private final Map<String, List<Pane>> panes = new HashMap<>();
    private long watermark = Long.MIN_VALUE;
    final Map<String, List<List<Long>>> results = new HashMap<>();
    final List<Reading> late = new ArrayList<>();

    TriggerModel(Shape shape, Rule rule, long lateness) {
        this.shape = shape;
        this.rule = rule;
        this.lateness = lateness;
    }

    /** Windows: of a size, at a distance; or sessions with a gap (slide 0). */
    record Shape(int size, int slide) {}

    /** Something that fires by itself. */
    enum Part {
        NOTHING,
        COUNT,
        PURGING_COUNT,
        CONTINUOUS;

        Trigger<Reading> trigger(int n) {
            return switch (this) {
                case COUNT -> Triggers.count(n);
                case PURGING_COUNT -> Triggers.purging(Triggers.count(n));
                case CONTINUOUS -> Triggers.continuousEventTime(Duration.ofMillis(n));
                case NOTHING -> throw new IllegalStateException("no trigger");
            };
        }
    }

    /**
     * When to fire.
     *
     * @param end whether the window's end fires; then the early part is asked before it and the late part after it
     * @param keep how many records an evictor leaves, 0: no evictor
     */
    record Rule(boolean end, Part early, int n, Part late, int m, boolean purging, int keep) {
        Trigger<Reading> trigger() {
            Trigger<Reading> trigger;
            if (!end) {
                trigger = early.trigger(n);
            } else {
                var both = Triggers.<Reading>endOfWindow();
                both = early == Part.NOTHING ? both : both.early(early.trigger(n));
                trigger = late == Part.NOTHING ? both : both.late(late.trigger(m));
            }
            return purging ? Triggers.purging(trigger) : trigger;
        }
    }

    private static final class Pane {
        final long start;
        final long end;
        final List<Long> values = new ArrayList<>();
        final TreeSet<Long> timers = new TreeSet<>();
        int early;
        int late;
        Long next;

        Pane(long start, long end) {
            this.start = start;
            this.end = end;
        }

        long max() {
            return end - 1;
        }
    }

    void record(Reading reading, long time) {
        List<Pane> ofKey = panes.computeIfAbsent(reading.sensor(), k -> new ArrayList<>());
        boolean alive = false;
        boolean any = false;
        if (shape.slide() == 0) {
            any = true;
            alive = add(merged(ofKey, time, time + shape.size()), ofKey, reading, time);
        } else {
            for (long start = time - shape.size() + 1; start <= time; start++) {
                if (Math.floorMod(start, shape.slide()) == 0) {
                    any = true;
                    alive |= add(pane(ofKey, start), ofKey, reading, time);
                }
            }
        }
        if (any && !alive) {
            late.add(reading);
        }
    }

    private Pane pane(List<Pane> ofKey, long start) {
        return ofKey.stream()
                .filter(pane -> pane.start == start)
                .findFirst()
                .orElseGet(() -> new Pane(start, start + shape.size()));
    }

    private Pane merged(List<Pane> ofKey, long from, long to) {
        List<Pane> bridged = ofKey.stream()
                .filter(pane -> pane.start <= to && from <= pane.end)
                .sorted((a, b) -> Long.compare(a.start, b.start))
                .toList();
        long start = Math.min(from, bridged.isEmpty() ? from : bridged.get(0).start);
        long end = Math.max(to, bridged.isEmpty() ? to : bridged.get(bridged.size() - 1).end);
        if (bridged.size() == 1 && bridged.get(0).start == start && bridged.get(0).end == end) {
            return bridged.get(0);
        }
        Pane merged = new Pane(start, end);
        for (Pane pane : bridged) {
            merged.values.addAll(pane.values);
            merged.early += pane.early;
            merged.late += pane.late;
            if (pane.next != null) {
                merged.next = merged.next == null ? pane.next : Math.min(merged.next, pane.next);
            }
        }
        if (merged.next != null) {
            merged.timers.add(merged.next);
        }
        if (!bridged.isEmpty() && merged.max() > watermark && (rule.end() || rule.early() == Part.CONTINUOUS)) {
            merged.timers.add(merged.max());
        }
        ofKey.removeAll(bridged);
        return merged;
    }

    private boolean add(Pane pane, List<Pane> ofKey, Reading reading, long time) {
        if (pane.max() + lateness <= watermark) {
            return false;
        }
        if (!ofKey.contains(pane)) {
            ofKey.add(pane);
        }
        pane.values.add(reading.value());
        boolean over = pane.max() <= watermark;
        if (rule.end() && over) {
            if (rule.late() == Part.NOTHING) {
                fire(reading.sensor(), pane, false);
            } else if (++pane.late >= rule.m()) {
                pane.late = 0;
                fire(reading.sensor(), pane, rule.late() == Part.PURGING_COUNT);
            }
        } else if (rule.early() == Part.CONTINUOUS) {
            if (over) {
                fire(reading.sensor(), pane, false);
            } else {
                pane.timers.add(pane.max());
                schedule(pane, time);
            }
        } else {
            if (rule.end()) {
                pane.timers.add(pane.max());
            }
            if (rule.early() != Part.NOTHING && ++pane.early >= rule.n()) {
                pane.early = 0;
                fire(reading.sensor(), pane, rule.early() == Part.PURGING_COUNT);
            }
        }
        return true;
    }

    private void schedule(Pane pane, long after) {
        long time = Math.floorDiv(after, rule.n()) * rule.n() + rule.n();
        if (pane.next == null && time <= pane.max() && watermark != Long.MAX_VALUE) {
            pane.next = time;
            pane.timers.add(time);
        }
    }

    void watermark(long time) {
        if (time <= watermark) {
            return;
        }
        watermark = time;
        panes.forEach((key, ofKey) -> {
            for (Pane pane : ofKey) {
                while (!pane.timers.isEmpty() && pane.timers.first() <= time) {
                    timer(key, pane, pane.timers.pollFirst());
                }
            }
            ofKey.removeIf(pane -> pane.max() + lateness <= time);
        });
    }

    private void timer(String key, Pane pane, long at) {
        if (rule.end() && at == pane.max()) {
            fire(key, pane, false);
        } else if (rule.early() == Part.CONTINUOUS) {
            boolean due = pane.next != null && pane.next == at;
            if (due) {
                pane.next = null;
                schedule(pane, at);
            }
            if (due || at == pane.max()) {
                fire(key, pane, false);
            }
        }
    }

    private void fire(String key, Pane pane, boolean purges) {
        if (rule.keep() > 0 && pane.values.size() > rule.keep()) {
            pane.values.subList(0, pane.values.size() - rule.keep()).clear();
        }
        if (!pane.values.isEmpty()) {
            results.computeIfAbsent(
                            key + ":" + WindowJobs.text(new Window(pane.start, pane.end)), w -> new ArrayList<>())
                    .add(List.copyOf(pane.values));
        }
        if (purges || rule.purging()) {
            pane.values.clear();
        }
    }
}
