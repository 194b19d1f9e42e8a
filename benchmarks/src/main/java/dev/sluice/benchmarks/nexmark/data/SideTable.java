package dev.sluice.benchmarks.nexmark.data;

import java.util.HashMap;
import java.util.Map;

/** The bounded table of query 13. Half of the keys that bids have are in it. */
public final class SideTable {
    private static final int KEYS = 10_000;

    private SideTable() {}

    /**
     * @param bid a bid
     * @return its key in the table
     */
    public static long keyOf(Bid bid) {
        return bid.auction() % KEYS;
    }

    /** @return the table, a new one */
    public static Map<Long, String> read() {
        Map<Long, String> table = new HashMap<>(2 * KEYS);
        for (long key = 0; key < KEYS; key += 2) {
            table.put(key, "side-" + key);
        }
        return table;
    }
}
