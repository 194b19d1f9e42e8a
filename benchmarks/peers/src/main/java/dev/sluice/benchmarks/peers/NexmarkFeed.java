package dev.sluice.benchmarks.peers;

import dev.sluice.benchmarks.nexmark.data.NexmarkConfig;
import dev.sluice.benchmarks.nexmark.data.NexmarkEvent;
import dev.sluice.benchmarks.nexmark.data.NexmarkGenerator;
import dev.sluice.benchmarks.nexmark.data.NexmarkLane;
import java.util.ArrayList;
import java.util.List;

/** The Nexmark events of every {@code parts}-th lane, one of each lane in turn: that is the order of their numbers. */
public final class NexmarkFeed implements Feed<NexmarkEvent> {
    private final List<NexmarkLane> lanes = new ArrayList<>();
    private int turn;
    private long position;
    private long time;

    private NexmarkFeed(NexmarkConfig config, int part, int parts, long position) {
        NexmarkGenerator generator = new NexmarkGenerator(config);
        this.position = position;
        int mine = (NexmarkLane.LANES - part + parts - 1) / parts;
        for (int i = 0; i < mine; i++) {
            lanes.add(new NexmarkLane(generator, part + i * parts, (position - i + mine - 1) / mine));
        }
        turn = mine == 0 ? 0 : (int) (position % mine);
    }

    /** @return the events of the run of this process */
    public static Feed.Factory<NexmarkEvent> factory() {
        return (part, parts, position) ->
                new NexmarkFeed(NexmarkConfig.of(Current.run().events().count()), part, parts, position);
    }

    @Override
    public boolean hasNext() {
        // Later lanes have as many events, or one less.
        return turn < lanes.size() && lanes.get(turn).hasNext();
    }

    @Override
    public NexmarkEvent next() {
        NexmarkEvent event = lanes.get(turn).next();
        if (++turn == lanes.size()) {
            turn = 0;
        }
        position++;
        time = event.dateTime();
        return event;
    }

    @Override
    public long time() {
        return time;
    }

    @Override
    public long position() {
        return position;
    }
}
