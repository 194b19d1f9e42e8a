package dev.sluice.runtime.channel;

import dev.sluice.persistence.state.Sharing;
import dev.sluice.runtime.data.Batch;

/** Deals out batches in turn; with one channel, a forward edge. */
final class RoundRobinPartitioner implements Partitioner {
    private final Sharing sharing;
    private int turn;

    RoundRobinPartitioner(int first, Sharing sharing) {
        this.turn = first;
        this.sharing = sharing;
    }

    @Override
    public boolean spread(Batch batch, OutputChannel[] channels, boolean shared) {
        OutputChannel channel = channels[turn % channels.length];
        int i = batch.next();
        try {
            for (; i < batch.size(); i++) {
                Batch room = channel.room();
                if (room == null) {
                    return false;
                }
                Object value = batch.value(i);
                room.add(shared ? sharing.own(value) : value, batch.timestamps[i]);
            }
        } finally {
            batch.next(i);
        }
        turn = (turn + 1) % channels.length;
        return true;
    }
}
