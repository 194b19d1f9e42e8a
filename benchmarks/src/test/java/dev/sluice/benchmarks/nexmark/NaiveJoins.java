package dev.sluice.benchmarks.nexmark;

import dev.sluice.benchmarks.nexmark.data.Auction;
import dev.sluice.benchmarks.nexmark.data.Bid;
import dev.sluice.benchmarks.nexmark.data.NexmarkEvent;
import dev.sluice.benchmarks.nexmark.data.Person;
import dev.sluice.benchmarks.nexmark.result.AuctionBid;
import dev.sluice.benchmarks.nexmark.result.CategoryPrice;
import dev.sluice.benchmarks.nexmark.result.LocalSeller;
import dev.sluice.benchmarks.nexmark.result.NewSeller;
import dev.sluice.benchmarks.nexmark.result.SellerPrice;
import dev.sluice.benchmarks.nexmark.result.SideBid;
import dev.sluice.benchmarks.nexmark.result.WinningBid;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The queries that join, see {@link Naive}. */
final class NaiveJoins {
    private final List<Person> persons;
    private final List<Auction> auctions;
    private final List<Bid> bids;

    NaiveJoins(List<NexmarkEvent> events) {
        persons = of(events, Person.class);
        auctions = of(events, Auction.class);
        bids = of(events, Bid.class);
    }

    private static <E> List<E> of(List<NexmarkEvent> events, Class<E> kind) {
        return events.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    private List<Auction> ofCategory10() {
        return auctions.stream().filter(auction -> auction.category() == 10).toList();
    }

    List<LocalSeller> localSellers() {
        Map<Long, Person> local = persons.stream()
                .filter(person -> Set.of("OR", "ID", "CA").contains(person.state()))
                .collect(Collectors.toMap(Person::id, Function.identity()));
        return ofCategory10().stream()
                .filter(auction -> local.containsKey(auction.seller()))
                .map(auction -> {
                    Person person = local.get(auction.seller());
                    return new LocalSeller(person.name(), person.city(), person.state(), auction.id());
                })
                .toList();
    }

    List<WinningBid> winners() {
        Map<Long, List<Bid>> byAuction = Naive.by(bids, Bid::auction);
        Comparator<Bid> order = Comparator.comparing(Bid::price, Comparator.reverseOrder())
                .thenComparingLong(Bid::dateTime)
                .thenComparingLong(Bid::bidder);
        return auctions.stream()
                .flatMap(auction -> byAuction.getOrDefault(auction.id(), List.of()).stream()
                        .filter(bid -> bid.dateTime() >= auction.dateTime() && bid.dateTime() <= auction.expires())
                        .min(order)
                        .map(bid -> new WinningBid(auction, bid))
                        .stream())
                .toList();
    }

    List<CategoryPrice> pricesByCategory() {
        return Naive.by(winners(), winner -> List.of(winner.auction().category(), day(winner))).values().stream()
                .map(group -> new CategoryPrice(
                        group.get(0).auction().category(),
                        day(group.get(0))
                                .atStartOfDay(ZoneOffset.UTC)
                                .toInstant()
                                .toEpochMilli(),
                        mean(group)))
                .toList();
    }

    List<SellerPrice> pricesBySeller() {
        List<SellerPrice> prices = new ArrayList<>();
        Naive.by(winners(), winner -> winner.auction().seller()).forEach((seller, winners) -> {
            List<WinningBid> sold = winners.stream()
                    .sorted(Comparator.<WinningBid>comparingLong(
                                    winner -> winner.auction().expires())
                            .thenComparingLong(winner -> winner.auction().id()))
                    .toList();
            for (int i = 0; i < sold.size(); i++) {
                Auction last = sold.get(i).auction();
                prices.add(new SellerPrice(
                        seller, last.id(), mean(sold.subList(Math.max(0, i - 9), i + 1)), last.expires()));
            }
        });
        return prices;
    }

    List<NewSeller> newSellers() {
        return persons.stream()
                .filter(person -> auctions.stream()
                        .anyMatch(auction -> auction.seller() == person.id()
                                && auction.dateTime() / 10_000 == person.dateTime() / 10_000))
                .map(person -> new NewSeller(person.id(), person.name(), person.dateTime() / 10_000 * 10_000))
                .toList();
    }

    List<SideBid> sideBids() {
        return bids.stream()
                .filter(bid -> bid.auction() % 10_000 % 2 == 0)
                .map(bid -> new SideBid(
                        bid.auction(), bid.bidder(), bid.price(), bid.dateTime(), "side-" + bid.auction() % 10_000))
                .toList();
    }

    List<AuctionBid> bidsOfCategory() {
        Map<Long, Auction> known = ofCategory10().stream().collect(Collectors.toMap(Auction::id, Function.identity()));
        return bids.stream()
                .flatMap(
                        bid -> Stream.ofNullable(known.get(bid.auction())).map(auction -> new AuctionBid(auction, bid)))
                .toList();
    }

    private static LocalDate day(WinningBid winner) {
        return Instant.ofEpochMilli(winner.auction().expires())
                .atZone(ZoneOffset.UTC)
                .toLocalDate();
    }

    private static long mean(List<WinningBid> winners) {
        return winners.stream().mapToLong(winner -> winner.bid().price()).sum() / winners.size();
    }
}
