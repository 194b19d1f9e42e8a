package dev.sluice.benchmarks.nexmark.result;

import dev.sluice.benchmarks.nexmark.data.Bid;
import org.jspecify.annotations.Nullable;

/**
 * An output of query 21.
 *
 * @param auction the auction's id
 * @param bidder a person's id
 * @param price cents
 * @param channel through which the bid came
 * @param channelId the channel's number
 */
public record ChannelBid(long auction, long bidder, long price, String channel, String channelId) implements Row {
    private static final String PARAMETER = "channel_id=";

    /**
     * @param bid a bid
     * @return it with its channel's number, or null if the channel is neither known nor numbered in the url
     */
    public static @Nullable ChannelBid of(Bid bid) {
        String id = known(bid.channel());
        if (id == null) {
            id = numbered(bid.url());
        }
        return id == null ? null : new ChannelBid(bid.auction(), bid.bidder(), bid.price(), bid.channel(), id);
    }

    private static @Nullable String known(String channel) {
        if (channel.equalsIgnoreCase("apple")) {
            return "0";
        }
        if (channel.equalsIgnoreCase("google")) {
            return "1";
        }
        if (channel.equalsIgnoreCase("facebook")) {
            return "2";
        }
        return channel.equalsIgnoreCase("baidu") ? "3" : null;
    }

    /**
     * What follows {@code channel_id=} up to the next {@code &}, where it is at the beginning or behind a {@code &}.
     */
    private static @Nullable String numbered(String url) {
        int at = url.indexOf(PARAMETER);
        while (at > 0 && url.charAt(at - 1) != '&') {
            at = url.indexOf(PARAMETER, at + 1);
        }
        if (at < 0) {
            return null;
        }
        int begin = at + PARAMETER.length();
        int end = url.indexOf('&', begin);
        return end < 0 ? url.substring(begin) : url.substring(begin, end);
    }

    @Override
    public long key() {
        return auction;
    }

    @Override
    public long value() {
        return Row.fold(Row.fold(bidder, price), channelId.hashCode());
    }

    @Override
    public long window() {
        return 0;
    }
}
