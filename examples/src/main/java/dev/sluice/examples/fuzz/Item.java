package dev.sluice.examples.fuzz;

import dev.sluice.examples.fuzz.Signal.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * What a source of a random job reads: a record, or a mark that says where the watermark is.
 *
 * @param mark whether it is a mark
 * @param key the record's key
 * @param value the record's number
 * @param time the record's time, or the watermark
 */
record Item(boolean mark, long key, long value, long time) {
    private static final int FEW_KEYS = 8;
    /** Most of them stay as they are from one checkpoint to the next. */
    private static final int MANY_KEYS = 200;

    Row row() {
        return new Row(key, value, time);
    }

    Signal signal() {
        return mark ? new Signal.Mark(time) : row();
    }

    /**
     * Records around a time that goes on, with marks in between.
     *
     * @param late whether records may come behind a mark that leaves no room for them
     */
    static List<Item> random(Random random, int count, boolean late) {
        List<Item> items = new ArrayList<>();
        long time = 1_000;
        long watermark = 0;
        int keys = 1 + random.nextInt(random.nextInt(4) == 0 ? MANY_KEYS : FEW_KEYS);
        int step = 1 + random.nextInt(40);
        int spread = 1 + random.nextInt(200);
        for (int i = 0; i < count; i++) {
            time += random.nextInt(step);
            if (random.nextInt(5) == 0) {
                watermark = Math.max(watermark, time - random.nextInt(spread));
                items.add(new Item(true, 0, 0, watermark));
            } else {
                long at = time + random.nextInt(spread) - spread / 2;
                at = Math.max(0, late ? at : Math.max(at, watermark + 1));
                items.add(new Item(false, random.nextInt(keys), i, at));
            }
        }
        return items;
    }
}
