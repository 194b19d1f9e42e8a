package dev.sluice.runtime.operator;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Records around a time that goes on, some far behind it, with watermarks in between; at the end all time has passed.
 */
final class RandomReadings {
    private RandomReadings() {}

    static List<Input> of(Random random, int keys) {
        List<Input> inputs = new ArrayList<>();
        long time = random.nextInt(200) - 100L;
        long watermark = Long.MIN_VALUE;
        int size = random.nextInt(40);
        for (int i = 0; i < size; i++) {
            if (random.nextInt(4) == 0) {
                watermark = Math.max(watermark + 1, time - random.nextInt(40));
                inputs.add(Input.watermark(watermark));
            } else {
                String key = "k" + random.nextInt(keys);
                inputs.add(Input.item(Reading.of(key, i), time + random.nextInt(60) - 40));
            }
            time += random.nextInt(12);
        }
        inputs.add(Input.watermark(Long.MAX_VALUE));
        return inputs;
    }
}
