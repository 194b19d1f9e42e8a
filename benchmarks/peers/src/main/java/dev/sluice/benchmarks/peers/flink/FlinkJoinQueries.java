package dev.sluice.benchmarks.peers.flink;

import dev.sluice.benchmarks.nexmark.data.Auction;
import dev.sluice.benchmarks.nexmark.data.Bid;
import dev.sluice.benchmarks.nexmark.data.NexmarkEvent;
import dev.sluice.benchmarks.nexmark.data.Person;
import dev.sluice.benchmarks.nexmark.result.CategoryPrice;
import dev.sluice.benchmarks.nexmark.result.Joins;
import dev.sluice.benchmarks.nexmark.result.NewSeller;
import dev.sluice.benchmarks.nexmark.result.WinningBid;
import java.time.Duration;
import org.apache.flink.api.common.functions.CoGroupFunction;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.functions.windowing.WindowFunction;
import org.apache.flink.streaming.api.windowing.assigners.TumblingEventTimeWindows;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;

/** Queries that join two kinds of events. What is not asked for does not cross the exchange. */
final class FlinkJoinQueries {
    private static final long SIZE = 10_000;

    private FlinkJoinQueries() {}

    private static <E, R> DataStream<R> each(
            DataStream<NexmarkEvent> events, Class<E> kind, TypeInformation<R> type, FlatMapFunction<E, R> f) {
        FlatMapFunction<NexmarkEvent, R> ofKind = (event, out) -> {
            if (kind.isInstance(event)) {
                f.flatMap(kind.cast(event), out);
            }
        };
        return events.flatMap(ofKind, type);
    }

    static DataStream<Object> localSellers(DataStream<NexmarkEvent> events) {
        DataStream<Pair> auctions = each(events, Auction.class, Pair.TYPE, (auction, out) -> {
            if (Joins.isOfCategory(auction)) {
                Pair pair = new Pair();
                pair.key = auction.seller();
                pair.value = auction.id();
                out.collect(pair);
            }
        });
        DataStream<Person> persons = each(events, Person.class, PersonType.TYPE, (person, out) -> {
            if (Joins.isLocal(person)) {
                out.collect(new Person(person.id(), person.name(), "", "", person.city(), person.state(), 0, ""));
            }
        });
        return auctions.keyBy(auction -> auction.key, Types.LONG)
                .connect(persons.keyBy(Person::id, Types.LONG))
                .process(new LocalSellers(), FlinkNexmark.any());
    }

    static DataStream<Object> newSellers(DataStream<NexmarkEvent> events) {
        DataStream<Person> persons = each(
                events,
                Person.class,
                PersonType.TYPE,
                (person, out) ->
                        out.collect(new Person(person.id(), person.name(), "", "", "", "", person.dateTime(), "")));
        DataStream<Long> sellers =
                each(events, Auction.class, Types.LONG, (auction, out) -> out.collect(auction.seller()));
        CoGroupFunction<Person, Long, Object> both = (registered, sold, out) -> {
            if (sold.iterator().hasNext()) {
                registered.forEach(person -> out.collect(
                        new NewSeller(person.id(), person.name(), person.dateTime() - person.dateTime() % SIZE)));
            }
        };
        return persons.coGroup(sellers)
                .where(Person::id, Types.LONG)
                .equalTo(seller -> seller, Types.LONG)
                .window(TumblingEventTimeWindows.of(Duration.ofMillis(SIZE)))
                .apply(both, FlinkNexmark.any());
    }

    static DataStream<Object> bidsOfCategory(DataStream<NexmarkEvent> events) {
        DataStream<Auction> auctions = each(events, Auction.class, AuctionType.TYPE, (auction, out) -> {
            if (Joins.isOfCategory(auction)) {
                out.collect(auction);
            }
        });
        DataStream<Bid> bids = FlinkNexmark.each(events, BidType.TYPE, (bid, out) -> out.collect(bid));
        return auctions.keyBy(Auction::id, Types.LONG)
                .connect(bids.keyBy(Bid::auction, Types.LONG))
                .process(new AuctionBids(), FlinkNexmark.any());
    }

    static DataStream<Object> winningBids(DataStream<NexmarkEvent> events) {
        DataStream<Auction> auctions =
                each(events, Auction.class, AuctionType.TYPE, (auction, out) -> out.collect(auction));
        DataStream<Bid> bids = FlinkNexmark.each(
                events,
                BidType.TYPE,
                (bid, out) -> out.collect(
                        new Bid(bid.auction(), bid.bidder(), bid.price(), "", "", bid.dateTime(), bid.extra())));
        MapFunction<WinningBid, Object> same = winner -> winner;
        return winners(auctions, bids).map(same, FlinkNexmark.any());
    }

    private static DataStream<WinningBid> winners(DataStream<Auction> auctions, DataStream<Bid> bids) {
        return auctions.keyBy(Auction::id, Types.LONG)
                .connect(bids.keyBy(Bid::auction, Types.LONG))
                .process(new WinningBids(), TypeInformation.of(WinningBid.class));
    }

    /** Winners without their texts. */
    private static DataStream<WinningBid> shortWinners(DataStream<NexmarkEvent> events) {
        DataStream<Auction> auctions = each(
                events,
                Auction.class,
                AuctionType.TYPE,
                (auction, out) -> out.collect(new Auction(
                        auction.id(),
                        "",
                        "",
                        0,
                        0,
                        auction.dateTime(),
                        auction.expires(),
                        auction.seller(),
                        auction.category(),
                        "")));
        DataStream<Bid> bids = FlinkNexmark.each(
                events,
                BidType.TYPE,
                (bid, out) ->
                        out.collect(new Bid(bid.auction(), bid.bidder(), bid.price(), "", "", bid.dateTime(), "")));
        return winners(auctions, bids);
    }

    static DataStream<Object> pricesByCategory(DataStream<NexmarkEvent> events) {
        MapFunction<WinningBid, Pair> price = winner -> {
            Pair pair = new Pair();
            pair.key = winner.auction().category();
            pair.value = winner.bid().price();
            return pair;
        };
        WindowFunction<Pair, Object, Long, TimeWindow> mean = (category, day, sums, out) -> {
            Pair sum = sums.iterator().next();
            out.collect(new CategoryPrice(category, day.getStart(), sum.key / sum.value));
        };
        return shortWinners(events)
                .map(price, Pair.TYPE)
                .keyBy(sold -> sold.key, Types.LONG)
                .window(TumblingEventTimeWindows.of(Duration.ofDays(1)))
                .aggregate(
                        new Folding<Pair, Pair>(
                                Pair::new,
                                (sold, sum) -> {
                                    sum.key += sold.value;
                                    sum.value++;
                                },
                                (other, sum) -> {
                                    sum.key += other.key;
                                    sum.value += other.value;
                                }),
                        mean,
                        Pair.TYPE,
                        FlinkNexmark.any());
    }

    static DataStream<Object> pricesBySeller(DataStream<NexmarkEvent> events) {
        MapFunction<WinningBid, Sale> sale = winner -> {
            Sale sold = new Sale();
            sold.seller = winner.auction().seller();
            sold.auction = winner.auction().id();
            sold.price = winner.bid().price();
            sold.expires = winner.auction().expires();
            return sold;
        };
        return shortWinners(events)
                .map(sale, Sale.TYPE)
                .keyBy(sold -> sold.seller, Types.LONG)
                .process(new LastPrices(), FlinkNexmark.any());
    }
}
