package dev.sluice.benchmarks.nexmark.result;

/**
 * An output of query 16.
 *
 * @param channel the channel
 * @param day its first millisecond, UTC
 * @param minute of the last bid, counted from midnight
 * @param bids how many bids came through the channel
 * @param bidders of how many different bidders
 * @param auctions for how many different auctions
 */
public record ChannelReport(String channel, long day, long minute, Ranks bids, Ranks bidders, Ranks auctions)
        implements Row {
    private static final long MINUTE = 60_000;

    /**
     * @param day the day's first millisecond
     * @param time a time of that day, epoch milliseconds
     * @return its minute, counted from midnight
     */
    public static long minute(long day, long time) {
        return (time - day) / MINUTE;
    }

    @Override
    public long key() {
        return channel.hashCode();
    }

    @Override
    public long value() {
        return auctions.fold(bidders.fold(bids.fold(minute)));
    }

    @Override
    public long window() {
        return day;
    }
}
