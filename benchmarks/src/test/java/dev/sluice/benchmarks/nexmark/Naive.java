package dev.sluice.benchmarks.nexmark;

import dev.sluice.benchmarks.nexmark.data.Bid;
import dev.sluice.benchmarks.nexmark.data.NexmarkConfig;
import dev.sluice.benchmarks.nexmark.data.NexmarkEvent;
import dev.sluice.benchmarks.nexmark.data.NexmarkGenerator;
import dev.sluice.benchmarks.nexmark.result.BidDirectories;
import dev.sluice.benchmarks.nexmark.result.BidPrice;
import dev.sluice.benchmarks.nexmark.result.ChannelBid;
import dev.sluice.benchmarks.nexmark.result.HotItem;
import dev.sluice.benchmarks.nexmark.result.UserBids;
import dev.sluice.benchmarks.nexmark.result.UserSession;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * The queries as one would write them down at once, on all events at a time; it uses none of the queries' own
 * functions.
 */
public final class Naive {
    private static final Pattern CHANNEL_ID = Pattern.compile("(&|^)channel_id=([^&]*)");

    private Naive() {}

    /**
     * @param query which
     * @param config of which events
     * @return what the query gives, in any order
     */
    public static List<?> outputs(NexmarkQuery query, NexmarkConfig config) {
        NexmarkGenerator generator = new NexmarkGenerator(config);
        List<NexmarkEvent> events =
                LongStream.range(0, config.events()).mapToObj(generator::event).toList();
        NaiveJoins joins = new NaiveJoins(events);
        List<Bid> bids = events.stream()
                .filter(Bid.class::isInstance)
                .map(Bid.class::cast)
                .toList();
        return switch (query) {
            case Q0 -> bids;
            case Q1 -> map(bids, bid -> withPrice(bid, euros(bid.price())));
            case Q2 ->
                map(
                        bids.stream().filter(bid -> bid.auction() % 123 == 0).toList(),
                        bid -> new BidPrice(bid.auction(), bid.price()));
            case Q3 -> joins.localSellers();
            case Q4 -> joins.pricesByCategory();
            case Q5 -> hotItems(bids);
            case Q6 -> joins.pricesBySeller();
            case Q7 -> highestBids(bids);
            case Q8 -> joins.newSellers();
            case Q9 -> joins.winners();
            case Q11 -> sessions(bids);
            case Q12 ->
                map(
                        List.copyOf(by(bids, Bid::bidder).entrySet()),
                        e -> new UserBids(e.getKey(), e.getValue().size(), 0));
            case Q13 -> joins.sideBids();
            case Q15 -> NaiveDays.bidding(bids);
            case Q16 -> NaiveDays.channels(bids);
            case Q17 -> NaiveDays.auctions(bids);
            case Q18 -> NaiveDays.lastBids(bids);
            case Q19 -> NaiveDays.topBids(bids);
            case Q20 -> joins.bidsOfCategory();
            case Q21 -> bids.stream().flatMap(Naive::withChannelId).toList();
            case Q22 -> map(bids, Naive::withDirectories);
        };
    }

    static <K, T> Map<K, List<T>> by(List<T> all, Function<T, K> key) {
        return all.stream().collect(Collectors.groupingBy(key));
    }

    private static <T, R> List<R> map(List<T> all, Function<T, R> function) {
        return all.stream().map(function).toList();
    }

    private static long euros(long dollars) {
        return BigDecimal.valueOf(dollars)
                .multiply(new BigDecimal("0.908"))
                .setScale(0, RoundingMode.DOWN)
                .longValueExact();
    }

    private static Bid withPrice(Bid bid, long price) {
        return new Bid(bid.auction(), bid.bidder(), price, bid.channel(), bid.url(), bid.dateTime(), bid.extra());
    }

    private static List<HotItem> hotItems(List<Bid> bids) {
        Map<Long, Map<Long, Long>> counts = new HashMap<>();
        for (Bid bid : bids) {
            for (long start = bid.dateTime() / 2_000 * 2_000; start > bid.dateTime() - 10_000; start -= 2_000) {
                counts.computeIfAbsent(start, s -> new HashMap<>()).merge(bid.auction(), 1L, Long::sum);
            }
        }
        List<HotItem> items = new ArrayList<>();
        counts.forEach((start, window) -> {
            long most = Collections.max(window.values());
            window.forEach((auction, count) -> {
                if (count == most) {
                    items.add(new HotItem(auction, count, start));
                }
            });
        });
        return items;
    }

    private static List<Bid> highestBids(List<Bid> bids) {
        List<Bid> highest = new ArrayList<>();
        by(bids, bid -> bid.dateTime() / 10_000).values().forEach(window -> {
            long price = window.stream().mapToLong(Bid::price).max().orElseThrow();
            window.stream().filter(bid -> bid.price() == price).forEach(highest::add);
        });
        return highest;
    }

    /** Bids come in order of time; windows that only touch are one too. */
    private static List<UserSession> sessions(List<Bid> bids) {
        List<UserSession> sessions = new ArrayList<>();
        by(bids, Bid::bidder).forEach((bidder, own) -> {
            int first = 0;
            for (int next = 1; next <= own.size(); next++) {
                long end = own.get(next - 1).dateTime() + 10_000;
                if (next == own.size() || own.get(next).dateTime() > end) {
                    sessions.add(
                            new UserSession(bidder, next - first, own.get(first).dateTime(), end));
                    first = next;
                }
            }
        });
        return sessions;
    }

    private static Stream<ChannelBid> withChannelId(Bid bid) {
        List<String> known = List.of("apple", "google", "facebook", "baidu");
        int place = known.indexOf(bid.channel().toLowerCase(Locale.ROOT));
        Matcher matcher = CHANNEL_ID.matcher(bid.url());
        String id = place >= 0 ? Integer.toString(place) : matcher.find() ? matcher.group(2) : null;
        return id == null
                ? Stream.empty()
                : Stream.of(new ChannelBid(bid.auction(), bid.bidder(), bid.price(), bid.channel(), id));
    }

    private static BidDirectories withDirectories(Bid bid) {
        String[] parts = bid.url().split("/");
        return new BidDirectories(
                bid.auction(), bid.bidder(), bid.price(), bid.channel(), parts[3], parts[4], parts[5]);
    }
}
