package dev.sluice.examples.soak;

/**
 * What a key came to with one of its numbers.
 *
 * @param key the key
 * @param count how often it has come, this time included
 * @param sum of its numbers, this one included
 * @param number the number that came; of the last row of a key, when nothing comes any more, -1
 */
record Step(long key, long count, long sum, long number) {
    static final String HEADER = "key,count,sum,number";

    static Step parse(String row) {
        String[] cells = row.split(",");
        return new Step(
                Long.parseLong(cells[0]), Long.parseLong(cells[1]), Long.parseLong(cells[2]), Long.parseLong(cells[3]));
    }
}
