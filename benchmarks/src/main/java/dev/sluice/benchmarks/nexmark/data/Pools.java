package dev.sluice.benchmarks.nexmark.data;

import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * The texts and prices that events are made of. They are drawn once, from a fixed seed, as making a text anew for each
 * event would take most of the time of a benchmark that is not about it.
 */
final class Pools {
    static final int SIZE = 4096;
    static final int COLD_CHANNELS = 10_000;
    static final int HOT_CHANNELS = 4;

    private static final int PERSON_BYTES = 200;
    private static final int AUCTION_BYTES = 500;
    private static final int BID_BYTES = 100;
    private static final int DECADES = 6; // prices are from 1 to a million dollars

    private static final String[] FIRST_NAMES = {
        "Peter", "Paul", "Luke", "John", "Saul", "Vicky", "Kate", "Julie", "Sarah", "Deiter", "Walter"
    };
    private static final String[] LAST_NAMES = {
        "Shultz", "Abrams", "Spencer", "White", "Bartels", "Walton", "Smith", "Jones", "Noris"
    };

    final String[] cities = {
        "Phoenix", "Los Angeles", "San Francisco", "Boise", "Portland", "Bend", "Redmond", "Seattle", "Kent", "Cheyenne"
    };
    final String[] states = {"AZ", "CA", "ID", "OR", "WA", "WY"};
    final String[] names;
    final String[] emails;
    final String[] cards;
    final String[] items;
    final String[] descriptions;
    final String[] personExtras;
    final String[] auctionExtras;
    final String[] bidExtras;

    /** The hot ones come first. */
    final String[] channels;

    /** The page of each channel. */
    final String[] urls;

    /** Evenly on a logarithmic scale, with one more at the end. */
    private final long[] prices = new long[SIZE + 1];

    private final SplittableRandom random = new SplittableRandom(20_040_601);

    Pools() {
        names = texts(
                FIRST_NAMES.length * LAST_NAMES.length,
                i -> FIRST_NAMES[i % FIRST_NAMES.length] + " " + LAST_NAMES[i / FIRST_NAMES.length]);
        emails = texts(SIZE, i -> word(7, ' ') + "@" + word(5, ' ') + ".com");
        cards = texts(SIZE, i -> group() + " " + group() + " " + group() + " " + group());
        items = texts(SIZE, i -> word(20, ' '));
        descriptions = texts(SIZE, i -> word(100, ' '));
        personExtras = extras(PERSON_BYTES - Long.BYTES - mean(names, emails, cards, cities, states));
        auctionExtras = extras(AUCTION_BYTES - 6 * Long.BYTES - mean(items, descriptions));
        bidExtras = extras(BID_BYTES - 4 * Long.BYTES);
        String[] hot = {"Google", "Facebook", "Baidu", "Apple"};
        channels =
                texts(HOT_CHANNELS + COLD_CHANNELS, i -> i < HOT_CHANNELS ? hot[i] : "channel-" + (i - HOT_CHANNELS));
        urls = texts(HOT_CHANNELS + COLD_CHANNELS, this::url);
        for (int i = 0; i <= SIZE; i++) {
            prices[i] = Math.round(Math.pow(10, (double) i / SIZE * DECADES) * 100);
        }
    }

    /** A price in cents, from 32 random bits. */
    long price(long bits) {
        int i = (int) (bits >>> 20 & SIZE - 1);
        return prices[i] + ((prices[i + 1] - prices[i]) * (bits & 0xf_ffff) >>> 20);
    }

    private static String[] texts(int count, IntFunction<String> text) {
        return IntStream.range(0, count).mapToObj(text).toArray(String[]::new);
    }

    /** Texts of that length on average, give or take a fifth. */
    private String[] extras(int average) {
        int spread = Math.round(average * 0.2f);
        return texts(SIZE, i -> letters(average - spread + random.nextInt(2 * spread)));
    }

    private static int mean(String[]... pools) {
        double sum = 0;
        for (String[] pool : pools) {
            for (String text : pool) {
                sum += (double) text.length() / pool.length;
            }
        }
        return (int) Math.round(sum);
    }

    private String letters(int length) {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append((char) ('a' + random.nextInt(26)));
        }
        return text.toString();
    }

    /** From three letters to less than the bound, some of them the special one. */
    private String word(int bound, char special) {
        StringBuilder text = new StringBuilder(letters(3 + random.nextInt(bound - 3)));
        for (int i = 0; i < text.length(); i++) {
            if (random.nextInt(13) == 0) {
                text.setCharAt(i, special);
            }
        }
        return text.toString().trim();
    }

    private String group() {
        return Integer.toString(10_000 + random.nextInt(10_000)).substring(1);
    }

    /** Nine in ten of the cold channels' pages say which channel it is. */
    private String url(int channel) {
        String url = "https://www.nexmark.com/" + word(5, '_') + "/" + word(5, '_') + "/" + word(5, '_')
                + "/item.htm?query=1";
        return channel < HOT_CHANNELS || random.nextInt(10) == 0
                ? url
                : url + "&channel_id=" + Math.abs(Integer.reverse(channel - HOT_CHANNELS));
    }
}
