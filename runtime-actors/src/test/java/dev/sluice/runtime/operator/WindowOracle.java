package dev.sluice.runtime.operator;

import dev.sluice.api.window.Window;
import dev.sluice.api.window.WindowAssigner;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What windows must give, computed as simply as can be: every record is kept with its windows, and each watermark looks
 * at all of them. No slices, no timers, no incremental aggregates.
 */
final class WindowOracle {
    private final WindowAssigner assigner;
    private final long lateness;
    private final Map<String, List<Pane>> panes = new HashMap<>();
    final List<Result> results = new ArrayList<>();
    final List<Reading> late = new ArrayList<>();
    private long watermark = Long.MIN_VALUE;

    WindowOracle(WindowAssigner assigner, long lateness) {
        this.assigner = assigner;
        this.lateness = lateness;
    }

    /** A window that fired, with the sorted values it held. */
    record Result(String key, Window window, List<Long> values) {}

    private record Pane(long start, long end, List<Long> values) {}

    void record(Reading reading, long time) {
        List<Pane> ofKey = panes.computeIfAbsent(reading.sensor(), k -> new ArrayList<>());
        if (assigner instanceof WindowAssigner.Session session) {
            session(ofKey, reading, time, time + session.gap());
        } else if (assigner instanceof WindowAssigner.Cumulative growing) {
            cumulative(ofKey, reading, time, growing);
        } else {
            aligned(ofKey, reading, time);
        }
    }

    private void aligned(List<Pane> ofKey, Reading reading, long time) {
        long size =
                assigner instanceof WindowAssigner.Sliding s ? s.size() : ((WindowAssigner.Tumbling) assigner).size();
        long slide = assigner instanceof WindowAssigner.Sliding s ? s.slide() : size;
        long offset = assigner instanceof WindowAssigner.Sliding s
                ? s.offset()
                : ((WindowAssigner.Tumbling) assigner).offset();
        List<Window> windows = new ArrayList<>();
        for (long start = time - size + 1; start <= time; start++) {
            if (Math.floorMod(start - offset, slide) == 0) {
                windows.add(new Window(start, start + size));
            }
        }
        add(ofKey, reading, windows);
    }

    private void cumulative(List<Pane> ofKey, Reading reading, long time, WindowAssigner.Cumulative growing) {
        long start = time;
        while (Math.floorMod(start - growing.offset(), growing.size()) != 0) {
            start--;
        }
        List<Window> windows = new ArrayList<>();
        for (long end = start + growing.step(); end <= start + growing.size(); end += growing.step()) {
            if (end > time) {
                windows.add(new Window(start, end));
            }
        }
        add(ofKey, reading, windows);
    }

    private void add(List<Pane> ofKey, Reading reading, List<Window> windows) {
        boolean alive = false;
        for (Window window : windows) {
            if (window.end() - 1 + lateness <= watermark) {
                continue;
            }
            alive = true;
            Pane pane = ofKey.stream()
                    .filter(p -> p.start == window.start() && p.end == window.end())
                    .findFirst()
                    .orElse(null);
            if (pane == null) {
                pane = new Pane(window.start(), window.end(), new ArrayList<>());
                ofKey.add(pane);
            }
            pane.values.add(reading.value());
            if (window.end() - 1 <= watermark) {
                fire(reading.sensor(), pane);
            }
        }
        if (!windows.isEmpty() && !alive) {
            late.add(reading);
        }
    }

    private void session(List<Pane> ofKey, Reading reading, long start, long end) {
        List<Pane> touched =
                ofKey.stream().filter(p -> p.start <= end && start <= p.end).toList();
        long from = start;
        long to = end;
        List<Long> values = new ArrayList<>();
        for (Pane pane : touched) {
            from = Math.min(from, pane.start);
            to = Math.max(to, pane.end);
            values.addAll(pane.values);
        }
        if (to - 1 + lateness <= watermark) {
            late.add(reading);
            return;
        }
        values.add(reading.value());
        ofKey.removeAll(touched);
        Pane merged = new Pane(from, to, values);
        ofKey.add(merged);
        if (to - 1 <= watermark) {
            fire(reading.sensor(), merged);
        }
    }

    void watermark(long time) {
        if (time <= watermark) {
            return;
        }
        panes.forEach((key, ofKey) -> {
            ofKey.sort(Comparator.comparingLong(Pane::end));
            for (Pane pane : ofKey) {
                if (pane.end - 1 > watermark && pane.end - 1 <= time) {
                    fire(key, pane);
                }
            }
            ofKey.removeIf(pane -> pane.end - 1 + lateness <= time);
        });
        watermark = time;
    }

    private void fire(String key, Pane pane) {
        List<Long> sorted = new ArrayList<>(pane.values);
        Collections.sort(sorted);
        results.add(new Result(key, new Window(pane.start, pane.end), sorted));
    }

    boolean isEmpty() {
        return panes.values().stream().allMatch(List::isEmpty);
    }
}
