package dev.sluice.benchmarks.peers;

import dev.sluice.benchmarks.workload.Events;
import dev.sluice.benchmarks.workload.KeyedWorkload;
import dev.sluice.benchmarks.workload.Lane;
import java.util.ArrayList;
import java.util.List;

/**
 * The events of every {@code parts}-th lane, one of each lane in turn: that is the order of their numbers.
 *
 * @param <T> the type of the events
 */
public final class KeyedFeed<T> implements Feed<T> {
    private final KeyedWorkload workload;
    private final Maker<T> maker;
    private final List<Lane> lanes = new ArrayList<>();
    private int turn;
    private long position;
    private long number;

    /**
     * @param workload says when events happen
     * @param events the events of the run
     * @param part which feed, from 0
     * @param parts how many there are
     * @param position how many of its events are skipped
     * @param maker makes an event
     */
    public KeyedFeed(KeyedWorkload workload, Events events, int part, int parts, long position, Maker<T> maker) {
        this.workload = workload;
        this.maker = maker;
        this.position = position;
        int mine = (events.lanes() - part + parts - 1) / parts;
        for (int i = 0; i < mine; i++) {
            lanes.add(new Lane(events, part + i * parts, (position - i + mine - 1) / mine));
        }
        turn = mine == 0 ? 0 : (int) (position % mine);
    }

    /** Makes an event of its key and number. */
    public interface Maker<T> {
        /**
         * @param key the event's
         * @param number the event's
         * @return the event
         */
        T make(long key, long number);
    }

    @Override
    public boolean hasNext() {
        // Later lanes have as many events, or one less.
        return turn < lanes.size() && lanes.get(turn).hasNext();
    }

    @Override
    public T next() {
        Lane lane = lanes.get(turn);
        if (++turn == lanes.size()) {
            turn = 0;
        }
        position++;
        number = lane.number();
        T event = maker.make(lane.key(number), number);
        lane.advance();
        return event;
    }

    @Override
    public long time() {
        return workload.time(number);
    }

    @Override
    public long position() {
        return position;
    }
}
