package dev.sluice.benchmarks.nexmark;

import dev.sluice.api.DataStream;
import dev.sluice.api.function.OutputTag;
import dev.sluice.api.time.Watermarks;
import dev.sluice.api.window.Windows;
import dev.sluice.benchmarks.nexmark.data.Auction;
import dev.sluice.benchmarks.nexmark.data.Bid;
import dev.sluice.benchmarks.nexmark.data.NexmarkEvent;
import dev.sluice.benchmarks.nexmark.data.Person;
import dev.sluice.benchmarks.nexmark.result.AuctionBid;
import dev.sluice.benchmarks.nexmark.result.Joins;
import dev.sluice.benchmarks.nexmark.result.LocalSeller;
import dev.sluice.benchmarks.nexmark.result.NewSeller;
import java.time.Duration;

/** Queries that join two kinds of events. */
final class JoinQueries {
    private static final OutputTag<Person> PERSONS = OutputTag.of("persons");
    private static final Duration SIZE = Duration.ofSeconds(10);

    private JoinQueries() {}

    static DataStream<LocalSeller> localSellers(DataStream<NexmarkEvent> events) {
        DataStream<Auction> auctions = events.process((event, context, out) -> {
            if (event instanceof Auction auction && Joins.isOfCategory(auction)) {
                out.collect(auction);
            } else if (event instanceof Person person && Joins.isLocal(person)) {
                context.output(PERSONS, person);
            }
        });
        return auctions.keyBy(Auction::seller)
                .join(auctions.sideOutput(PERSONS).keyBy(Person::id))
                .inner((auction, person) -> LocalSeller.of(person, auction.id()))
                .name("sellers");
    }

    /** Only that somebody sells crosses the exchange, not what. */
    static DataStream<NewSeller> newSellers(DataStream<NexmarkEvent> events) {
        DataStream<NexmarkEvent> timed = events.eventTime(NexmarkEvent::dateTime, Watermarks.monotonous());
        DataStream<Long> sellers = timed.process((event, context, out) -> {
            if (event instanceof Auction auction) {
                out.collect(auction.seller());
            } else if (event instanceof Person person) {
                context.output(PERSONS, person);
            }
        });
        return sellers.sideOutput(PERSONS)
                .keyBy(Person::id)
                .join(sellers.keyBy(seller -> seller))
                .window(Windows.tumbling(SIZE))
                .<NewSeller>coGroup((id, window, registered, sold, out) -> {
                    if (!sold.isEmpty()) {
                        registered.forEach(person -> out.collect(new NewSeller(id, person.name(), window.start())));
                    }
                })
                .name("sellers");
    }

    static DataStream<AuctionBid> bidsOfCategory(DataStream<NexmarkEvent> events) {
        Apart<Bid, Auction> apart = Apart.bidsAndAuctions(events, Joins::isOfCategory);
        return apart.side()
                .keyBy(Auction::id)
                .join(apart.main().keyBy(Bid::auction))
                .inner(AuctionBid::new)
                .name("bids");
    }
}
