package dev.sluice.runtime.channel;

import dev.sluice.runtime.data.Batch;

/**
 * Adds up before sending as long as that pays: where keys hardly ever meet in a batch it costs more than it saves
 * (measured: a sixth of the rate of a window over 100,000 keys of equal weight). So it is tried on some thousand
 * records, and given up for the next million if fewer than a third of them met another of their key.
 */
final class TryingPartitioner implements Partitioner {
    static final int TRIAL = 1 << 14;
    static final int PAUSE = 1 << 20;

    private final CountingPartitioner combining;
    private final Partitioner plain;
    private boolean paused;
    private boolean changing;
    private int left = TRIAL;

    TryingPartitioner(CountingPartitioner combining, Partitioner plain) {
        this.combining = combining;
        this.plain = plain;
    }

    @Override
    public boolean spread(Batch batch, OutputChannel[] channels, boolean shared) throws Exception {
        if (changing && !sendAll(channels)) {
            return false; // a batch has records or what they add up to, not both
        }
        changing = false;
        int from = batch.next();
        try {
            return (paused ? plain : combining).spread(batch, channels, shared);
        } finally {
            left -= batch.next() - from;
            if (left <= 0) {
                decide();
            }
        }
    }

    private void decide() {
        boolean given = !paused && combining.takeEntries() * 3L > (TRIAL - left) * 2L;
        changing = paused || given;
        paused = given;
        left = given ? PAUSE : TRIAL;
    }

    private static boolean sendAll(OutputChannel[] channels) {
        boolean all = true;
        for (OutputChannel channel : channels) {
            all &= channel.send();
        }
        return all;
    }
}
