package dev.sluice.runtime.channel;

import dev.sluice.persistence.state.Sharing;
import dev.sluice.runtime.data.Batch;

/** Everything to everybody. */
final class BroadcastPartitioner implements Partitioner {
    private final Sharing sharing;
    private int begun;

    BroadcastPartitioner(Sharing sharing) {
        this.sharing = sharing;
    }

    @Override
    public boolean spread(Batch batch, OutputChannel[] channels, boolean shared) {
        for (int i = batch.next(); i < batch.size(); i++) {
            Object value = batch.value(i);
            // A channel without room stops it in the middle of a record: the next call goes on with that channel.
            for (; begun < channels.length; begun++) {
                Batch room = channels[begun].room();
                if (room == null) {
                    return false;
                }
                boolean last = begun == channels.length - 1;
                room.add(shared || !last ? sharing.own(value) : value, batch.timestamps[i]);
            }
            begun = 0;
            batch.next(i + 1);
        }
        return true;
    }
}
