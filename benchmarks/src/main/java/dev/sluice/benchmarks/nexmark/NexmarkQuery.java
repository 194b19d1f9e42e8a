package dev.sluice.benchmarks.nexmark;

import dev.sluice.api.DataStream;
import dev.sluice.api.Dataflow;
import dev.sluice.api.JobDefinition;
import dev.sluice.api.connector.Sink;
import dev.sluice.api.connector.Source;
import dev.sluice.benchmarks.nexmark.data.Auction;
import dev.sluice.benchmarks.nexmark.data.Bid;
import dev.sluice.benchmarks.nexmark.data.NexmarkConfig;
import dev.sluice.benchmarks.nexmark.data.NexmarkEvent;
import dev.sluice.benchmarks.nexmark.data.Person;
import dev.sluice.benchmarks.nexmark.result.Bids;
import dev.sluice.benchmarks.nexmark.result.Row;
import dev.sluice.benchmarks.workload.DiscardingSink;
import dev.sluice.benchmarks.workload.Events;
import dev.sluice.benchmarks.workload.Observer;
import dev.sluice.benchmarks.workload.Workload;
import java.util.function.Function;

/** The Nexmark queries. What each computes, and what an output is, stands in docs/nexmark.md. */
public enum NexmarkQuery implements Workload {
    /** Passes bids on. */
    Q0(StatelessQueries::passThrough),
    /** Prices in euros. */
    Q1(StatelessQueries::currency),
    /** Bids for selected auctions. */
    Q2(StatelessQueries::selection),
    /** Who sells in three states. */
    Q3(JoinQueries::localSellers),
    /** The mean price by category. */
    Q4(LotQueries::pricesByCategory),
    /** The auctions with the most bids. */
    Q5(WindowQueries::hotItems),
    /** The mean of a seller's last prices. */
    Q6(LotQueries::pricesBySeller),
    /** The highest bids. */
    Q7(WindowQueries::highestBid),
    /** Persons who sell as soon as they have registered. */
    Q8(JoinQueries::newSellers),
    /** The winning bid of each auction. */
    Q9(LotQueries::winningBids),
    /** Bids per session of a bidder. */
    Q11(WindowQueries::userSessions),
    /** Bids per bidder and window of processing time. */
    Q12(WindowQueries::processingTimeWindows),
    /** Bids with what a table says of their auction. */
    Q13(StatelessQueries::sideInput),
    /** Bids, bidders and auctions per day. */
    Q15(DayQueries::bidding),
    /** The same per channel. */
    Q16(DayQueries::channels),
    /** Bids and prices per auction. */
    Q17(DayQueries::auctions),
    /** The last bid of a bidder for an auction. */
    Q18(DayQueries::lastBids),
    /** The ten highest bids for an auction. */
    Q19(DayQueries::topBids),
    /** Bids with their auction. */
    Q20(JoinQueries::bidsOfCategory),
    /** Bids with the number of their channel. */
    Q21(StatelessQueries::channelId),
    /** Bids with the directories of their url. */
    Q22(StatelessQueries::urlDirectories);

    private final String label;
    private final Function<DataStream<NexmarkEvent>, DataStream<?>> definition;

    NexmarkQuery(Function<DataStream<NexmarkEvent>, DataStream<?>> definition) {
        label = name().replace('Q', 'q');
        this.definition = definition;
    }

    /**
     * Defines the query between any source and sink.
     *
     * @param flow where the source begins
     * @param source of events; within a split, event time never goes back
     * @param sink where the outputs go: {@link Bid}s or {@link Row}s
     */
    public void define(Dataflow flow, Source<NexmarkEvent> source, Sink<Object> sink) {
        // Some queries keep whole events, and they are not of this package.
        flow.types(Person.class, Auction.class, Bid.class);
        definition.apply(flow.source("events", source)).sink("out", sink);
    }

    /**
     * @param config which events
     * @param observer sees the run
     * @return the job
     */
    public JobDefinition job(NexmarkConfig config, Observer observer) {
        Sink<Object> sink = new DiscardingSink<>(observer, NexmarkQuery::show);
        return JobDefinition.named(label, (flow, params) -> define(flow, new NexmarkSource(config, observer), sink));
    }

    /**
     * @param output of a query: a {@link Bid} or a {@link Row}
     * @param outputs is given its three numbers
     */
    public static void show(Object output, Observer.Outputs outputs) {
        if (output instanceof Bid bid) {
            outputs.add(bid.auction(), Bids.value(bid), bid.dateTime());
        } else {
            Row row = (Row) output;
            outputs.add(row.key(), row.value(), row.window());
        }
    }

    @Override
    public String label() {
        return label;
    }

    /** {@inheritDoc} Nexmark knows no number of keys; it has one for want of none. */
    @Override
    public long defaultKeys() {
        return 1;
    }

    @Override
    public boolean countsAlike() {
        return this != Q12;
    }

    /** {@inheritDoc} The number of keys has no effect. */
    @Override
    public JobDefinition job(Events events, Observer observer) {
        return job(NexmarkConfig.of(events.count()), observer);
    }
}
