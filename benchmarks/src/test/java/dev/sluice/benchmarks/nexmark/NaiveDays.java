package dev.sluice.benchmarks.nexmark;

import dev.sluice.benchmarks.nexmark.data.Bid;
import dev.sluice.benchmarks.nexmark.result.AuctionReport;
import dev.sluice.benchmarks.nexmark.result.ChannelReport;
import dev.sluice.benchmarks.nexmark.result.DayReport;
import dev.sluice.benchmarks.nexmark.result.RankedBid;
import dev.sluice.benchmarks.nexmark.result.Ranks;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/** The queries over days, see {@link Naive}. */
final class NaiveDays {
    private NaiveDays() {}

    static List<DayReport> bidding(List<Bid> bids) {
        return groups(
                bids,
                NaiveDays::day,
                day -> List.of(new DayReport(
                        start(day.get(0)), bids(day), distinct(day, Bid::bidder), distinct(day, Bid::auction))));
    }

    static List<ChannelReport> channels(List<Bid> bids) {
        return groups(bids, bid -> List.of(bid.channel(), day(bid)), own -> {
            int minute = own.stream()
                    .mapToInt(bid -> utc(bid).getHour() * 60 + utc(bid).getMinute())
                    .max()
                    .orElseThrow();
            Bid any = own.get(0);
            return List.of(new ChannelReport(
                    any.channel(),
                    start(any),
                    minute,
                    bids(own),
                    distinct(own, Bid::bidder),
                    distinct(own, Bid::auction)));
        });
    }

    static List<AuctionReport> auctions(List<Bid> bids) {
        return groups(bids, bid -> List.of(bid.auction(), day(bid)), own -> {
            LongSummaryStatistics prices = own.stream().mapToLong(Bid::price).summaryStatistics();
            return List.of(new AuctionReport(
                    own.get(0).auction(),
                    start(own.get(0)),
                    bids(own),
                    prices.getMin(),
                    prices.getMax(),
                    prices.getSum() / prices.getCount(),
                    prices.getSum()));
        });
    }

    static List<Bid> lastBids(List<Bid> bids) {
        Comparator<Bid> order = Comparator.comparingLong(Bid::dateTime).thenComparingLong(Bid::price);
        return groups(
                bids,
                bid -> List.of(bid.bidder(), bid.auction(), day(bid)),
                own -> List.of(own.stream().max(order).orElseThrow()));
    }

    static List<RankedBid> topBids(List<Bid> bids) {
        Comparator<Bid> order = Comparator.comparing(Bid::price, Comparator.reverseOrder())
                .thenComparingLong(Bid::dateTime)
                .thenComparingLong(Bid::bidder);
        return groups(bids, bid -> List.of(bid.auction(), day(bid)), own -> {
            List<Bid> sorted = own.stream().sorted(order).limit(10).toList();
            List<RankedBid> ranked = new ArrayList<>();
            sorted.forEach(bid -> ranked.add(new RankedBid(bid, ranked.size() + 1)));
            return ranked;
        });
    }

    private static <R> List<R> groups(List<Bid> bids, Function<Bid, Object> key, Function<List<Bid>, List<R>> report) {
        return Naive.by(bids, key).values().stream()
                .map(report)
                .flatMap(List::stream)
                .toList();
    }

    private static Ranks bids(List<Bid> bids) {
        return new Ranks(
                bids.size(),
                bids.stream().filter(NaiveDays::low).count(),
                bids.stream().filter(NaiveDays::middle).count(),
                bids.stream().filter(NaiveDays::high).count());
    }

    private static Ranks distinct(List<Bid> bids, ToLongFunction<Bid> id) {
        return new Ranks(
                distinct(bids, bid -> true, id),
                distinct(bids, NaiveDays::low, id),
                distinct(bids, NaiveDays::middle, id),
                distinct(bids, NaiveDays::high, id));
    }

    private static long distinct(List<Bid> bids, Predicate<Bid> which, ToLongFunction<Bid> id) {
        return bids.stream().filter(which).mapToLong(id).distinct().count();
    }

    private static boolean low(Bid bid) {
        return bid.price() < 10_000;
    }

    private static boolean middle(Bid bid) {
        return bid.price() >= 10_000 && bid.price() < 1_000_000;
    }

    private static boolean high(Bid bid) {
        return bid.price() >= 1_000_000;
    }

    private static ZonedDateTime utc(Bid bid) {
        return Instant.ofEpochMilli(bid.dateTime()).atZone(ZoneOffset.UTC);
    }

    private static LocalDate day(Bid bid) {
        return utc(bid).toLocalDate();
    }

    private static long start(Bid bid) {
        return day(bid).atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
    }
}
