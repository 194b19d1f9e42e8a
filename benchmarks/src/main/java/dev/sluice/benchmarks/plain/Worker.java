package dev.sluice.benchmarks.plain;

import dev.sluice.benchmarks.workload.Observer;
import java.util.Arrays;
import java.util.List;

/**
 * One thread of a plain loop with an exchange: generates its lanes' events, folds those whose keys it owns, hands the
 * others to their owners.
 */
final class Worker implements Runnable {
    private final Observer observer;
    private final Ring[][] rings;
    private final int me;
    private final Fold fold;
    private final List<Feed> feeds;
    private final Block[] building;
    private final long[] upTo;
    private int turn;

    /**
     * @param fold what is done with the events
     * @param feeds where they come from
     * @param rings from each worker to each other
     */
    Worker(Fold fold, List<Feed> feeds, Observer observer, Ring[][] rings, int me) {
        this.fold = fold;
        this.feeds = feeds;
        this.observer = observer;
        this.rings = rings;
        this.me = me;
        int workers = rings.length;
        building = new Block[workers];
        Arrays.setAll(building, i -> new Block());
        upTo = new long[workers];
    }

    @Override
    public void run() {
        observer.emitting();
        while (!Thread.currentThread().isInterrupted()) {
            generate();
            long reached = reached();
            boolean ended = reached == Long.MAX_VALUE && upTo[me] != Long.MAX_VALUE;
            upTo[me] = reached;
            if (ended) {
                sendAll();
            }
            boolean received = receive();
            long least = Arrays.stream(upTo).min().orElseThrow();
            fold.upTo(least);
            if (least == Long.MAX_VALUE) {
                return;
            }
            if (reached == Long.MAX_VALUE && !received) {
                Thread.onSpinWait();
            }
        }
    }

    /** Generates the next events of the lane whose turn it is. */
    private void generate() {
        if (!feeds.isEmpty()) {
            feeds.get(turn++ % feeds.size()).generate(Block.EVENTS, this);
        }
    }

    /** Takes an event that was generated here. */
    void take(long key, long number) {
        int owner = owner(key);
        if (owner == me) {
            fold.event(key, number);
            return;
        }
        Block block = building[owner];
        block.keys[block.size] = key;
        block.numbers[block.size++] = number;
        if (block.size == Block.EVENTS) {
            send(owner);
        }
    }

    /** The number of the earliest event that this worker has not generated. */
    private long reached() {
        long least = Long.MAX_VALUE;
        for (Feed feed : feeds) {
            least = Math.min(least, feed.next());
        }
        return least;
    }

    private int owner(long key) {
        return (int) ((key * 0xd134_2543_de82_ef95L >>> 33) * building.length >>> 31);
    }

    private void sendAll() {
        for (int other = 0; other < building.length; other++) {
            if (other != me) {
                send(other);
            }
        }
    }

    @SuppressWarnings("ThreadPriorityCheck") // whoever has no room gives the core to whoever makes room
    private void send(int to) {
        Block block = building[to];
        block.upTo = upTo[me];
        while (!rings[me][to].offer(block)) {
            if (Thread.currentThread().isInterrupted()) {
                return;
            }
            if (!receive()) {
                Thread.yield();
            }
        }
        building[to] = new Block();
    }

    private boolean receive() {
        boolean any = false;
        for (int from = 0; from < rings.length; from++) {
            for (Block block = rings[from][me].poll(); block != null; block = rings[from][me].poll()) {
                any = true;
                for (int i = 0; i < block.size; i++) {
                    fold.event(block.keys[i], block.numbers[i]);
                }
                upTo[from] = block.upTo;
            }
        }
        return any;
    }
}
