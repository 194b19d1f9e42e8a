package dev.sluice.runtime.operator;

import dev.sluice.api.state.ListState;
import dev.sluice.persistence.state.Sharing;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A list whose elements expire each by itself. */
record ExpiringElements<E>(StateType<E> type, StateCell<List<Timed<E>>> cell, Expiry expiry, Sharing sharing)
        implements ListState<E> {
    @Override
    public List<E> get() {
        List<Timed<E>> list = cell.get();
        if (list == null) {
            return List.of();
        }
        long now = expiry.now();
        List<E> seen = new ArrayList<>(list.size());
        List<Timed<E>> kept = new ArrayList<>(list.size());
        boolean changed = false;
        for (Timed<E> element : list) {
            boolean expired = expiry.isExpired(element, now);
            if (!expired || expiry.isVisible()) {
                seen.add(element.value());
            }
            if (!expired) {
                Timed<E> read = expiry.read(element);
                kept.add(read);
                changed |= read.time() != element.time();
            }
        }
        if (kept.isEmpty()) {
            cell.remove();
        } else if (changed || kept.size() < list.size()) {
            cell.put(kept);
        }
        return Collections.unmodifiableList(seen);
    }

    @Override
    public void add(E element) {
        type.check(element, "leave it out");
        List<Timed<E>> list = cell.get();
        if (list == null) {
            list = new ArrayList<>();
        }
        list.add(expiry.written(sharing.own(element)));
        cell.put(list);
    }

    @Override
    public void update(List<E> elements) {
        if (elements.isEmpty()) {
            clear();
            return;
        }
        List<Timed<E>> list = new ArrayList<>(elements.size());
        for (E element : elements) {
            type.check(element, "leave it out");
            list.add(expiry.written(sharing.own(element)));
        }
        cell.put(list);
    }

    @Override
    public void clear() {
        cell.remove();
    }
}
