package dev.sluice.benchmarks.nexmark.data;

/**
 * Generates the events of the Nexmark benchmark (Tucker, Tufte, Papadimos, Maier: "NEXMark: A Benchmark for Queries
 * over Data Streams", 2002) with the proportions, fields and sizes of its public implementations: of 50 events one is a
 * person, three are auctions and 46 are bids; half of the bids are for a hot auction, three in four come from a hot
 * bidder, three in four auctions are a hot seller's, half of the bids come through one of four hot channels. Who is hot
 * changes with every hundred new ones.
 *
 * <p>Immutable and thread-safe.
 */
public final class NexmarkGenerator {
    /** The lowest id of persons, and of auctions. */
    public static final long FIRST_ID = 1_000;

    /** After so many events the kinds of events repeat: a person, three auctions, 46 bids. */
    public static final int CYCLE = 50;

    private static final int AUCTIONS = 3;
    private static final int HOT_BATCH = 100;
    private static final int LEAD = 10;
    private static final int ACTIVE_PEOPLE = 1_000;
    private static final int OPEN_AUCTIONS = 100;
    private static final int FIRST_CATEGORY = 10;
    private static final int CATEGORIES = 5;
    private static final Pools POOLS = new Pools();

    private final NexmarkConfig config;
    private final int longestAuction;

    /** @param config which events */
    public NexmarkGenerator(NexmarkConfig config) {
        this.config = config;
        long meanAuction = (long) OPEN_AUCTIONS * CYCLE / AUCTIONS * 1_000 / config.eventsPerSecond();
        longestAuction = (int) Math.max(1, 2 * meanAuction);
    }

    /** @return which events */
    public NexmarkConfig config() {
        return config;
    }

    /**
     * @param n the event's number, from 0
     * @return the event, a new object
     */
    public NexmarkEvent event(long n) {
        int place = (int) (n % CYCLE);
        if (place > AUCTIONS) {
            return bid(n);
        }
        return place == 0 ? person(n) : auction(n, place);
    }

    private Bid bid(long n) {
        long seed = Mix.seed(config.seed(), n);
        long people = n / CYCLE + 1;
        long auctions = people * AUCTIONS;
        long which = Mix.draw(seed, 1);
        long ids = Mix.draw(seed, 2);
        long rest = Mix.draw(seed, 3);
        long auction = (which & 1) == 0 ? someAuction(auctions, ids) : hot(auctions);
        long bidder = (which & 6) == 0 ? somePerson(people, ids) : hot(people) + 1;
        int channel = (which & 8) == 0
                ? Pools.HOT_CHANNELS + Mix.upper(which, Pools.COLD_CHANNELS)
                : (int) (which >>> 4) & Pools.HOT_CHANNELS - 1;
        return new Bid(
                auction + FIRST_ID,
                bidder + FIRST_ID,
                POOLS.price(rest),
                POOLS.channels[channel],
                POOLS.urls[channel],
                config.time(n),
                POOLS.bidExtras[(int) (rest >>> 32) & Pools.SIZE - 1]);
    }

    private Auction auction(long n, int place) {
        long seed = Mix.seed(config.seed(), n);
        long people = n / CYCLE + 1;
        long which = Mix.draw(seed, 1);
        long texts = Mix.draw(seed, 2);
        long prices = Mix.draw(seed, 3);
        long rest = Mix.draw(seed, 4);
        long seller = (which & 3) == 0 ? somePerson(people, rest) : hot(people);
        long initialBid = POOLS.price(prices);
        long time = config.time(n);
        return new Auction(
                (people - 1) * AUCTIONS + place - 1 + FIRST_ID,
                POOLS.items[(int) texts & Pools.SIZE - 1],
                POOLS.descriptions[(int) (texts >>> 12) & Pools.SIZE - 1],
                initialBid,
                initialBid + POOLS.price(prices >>> 32),
                time,
                time + 1 + Mix.upper(rest, longestAuction),
                seller + FIRST_ID,
                FIRST_CATEGORY + Mix.upper(which, CATEGORIES),
                POOLS.auctionExtras[(int) (texts >>> 24) & Pools.SIZE - 1]);
    }

    private Person person(long n) {
        long seed = Mix.seed(config.seed(), n);
        long texts = Mix.draw(seed, 1);
        long names = Mix.draw(seed, 2);
        long places = Mix.draw(seed, 3);
        return new Person(
                n / CYCLE + FIRST_ID,
                POOLS.names[Mix.upper(names, POOLS.names.length)],
                POOLS.emails[(int) texts & Pools.SIZE - 1],
                POOLS.cards[(int) (texts >>> 12) & Pools.SIZE - 1],
                POOLS.cities[Mix.upper(places, POOLS.cities.length)],
                POOLS.states[Mix.lower(places, POOLS.states.length)],
                config.time(n),
                POOLS.personExtras[(int) (texts >>> 24) & Pools.SIZE - 1]);
    }

    /** The first of the last hundred, counted in hundreds. */
    private static long hot(long ids) {
        return (ids - 1) / HOT_BATCH * HOT_BATCH;
    }

    /** One of the last people, or one of the next. */
    private static long somePerson(long people, long draw) {
        int active = (int) Math.min(people, ACTIVE_PEOPLE);
        return people - active + Mix.lower(draw, active + LEAD);
    }

    /** One of the last auctions, or one of the next. */
    private static long someAuction(long auctions, long draw) {
        long first = Math.max(auctions - 1 - OPEN_AUCTIONS, 0);
        return first + Mix.upper(draw, (int) (auctions - first) + LEAD);
    }
}
