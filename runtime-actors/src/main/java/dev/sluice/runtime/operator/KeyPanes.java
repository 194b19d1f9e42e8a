package dev.sluice.runtime.operator;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The panes of the current key, in the order of their windows' starts and ends: one list in the state. */
final class KeyPanes {
    private @Nullable ArrayList<Pane> all;

    @SuppressWarnings("unchecked") // only such lists are put there
    void enter(@Nullable Object list) {
        all = (ArrayList<Pane>) list;
    }

    /** What is to be kept of the key; null if nothing is. */
    @Nullable
    Object leave() {
        ArrayList<Pane> list = all;
        all = null;
        return list == null || list.isEmpty() ? null : list;
    }

    @Nullable
    Pane find(long start, long end) {
        ArrayList<Pane> list = all;
        if (list == null) {
            return null;
        }
        int place = place(list, start, end);
        return place < list.size() && list.get(place).is(start, end) ? list.get(place) : null;
    }

    /** The first that has a timer of a time; null if none has. */
    @Nullable
    Pane dueAt(boolean eventTime, long time) {
        ArrayList<Pane> list = all;
        if (list != null) {
            for (int i = 0; i < list.size(); i++) {
                Pane pane = list.get(i);
                if (Pane.has(eventTime ? pane.eventTimers : pane.clockTimers, time)) {
                    return pane;
                }
            }
        }
        return null;
    }

    void insert(Pane pane) {
        ArrayList<Pane> list = all;
        if (list == null) {
            list = new ArrayList<>(1);
            all = list;
        }
        list.add(place(list, pane.window.start(), pane.window.end()), pane);
    }

    void remove(Pane pane) {
        if (all != null) {
            all.remove(place(all, pane.window.start(), pane.window.end()));
        }
    }

    /** Those that a session overlaps or touches. They are neighbours, since they do not touch each other. */
    List<Pane> touching(long start, long end) {
        ArrayList<Pane> list = all;
        if (list == null) {
            return List.of();
        }
        int from = place(list, start, start);
        if (from > 0 && list.get(from - 1).touches(start, end)) {
            from--; // it began before
        }
        int to = from;
        while (to < list.size() && list.get(to).touches(start, end)) {
            to++;
        }
        return list.subList(from, to);
    }

    /** Where a window is, or belongs. */
    private static int place(List<Pane> list, long start, long end) {
        int low = 0;
        int high = list.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            Pane pane = list.get(middle);
            boolean before = pane.window.start() < start || (pane.window.start() == start && pane.window.end() < end);
            if (before) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
