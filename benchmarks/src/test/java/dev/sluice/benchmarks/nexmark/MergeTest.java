package dev.sluice.benchmarks.nexmark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.function.AggregateFunction;
import dev.sluice.benchmarks.nexmark.data.Auction;
import dev.sluice.benchmarks.nexmark.data.Bid;
import dev.sluice.benchmarks.nexmark.data.NexmarkConfig;
import dev.sluice.benchmarks.nexmark.data.NexmarkGenerator;
import dev.sluice.benchmarks.nexmark.result.WinningBid;
import java.util.List;
import java.util.Objects;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the queries do not do with their aggregates today, but what an aggregate promises. */
final class MergeTest {
    private static final NexmarkGenerator GENERATOR = new NexmarkGenerator(NexmarkConfig.of(2_000));
    private static final List<Bid> BIDS = LongStream.range(0, 2_000)
            .mapToObj(GENERATOR::event)
            .filter(Bid.class::isInstance)
            .map(Bid.class::cast)
            .toList();

    static List<AggregateFunction<?, ?, ?>> aggregates() {
        return List.of(
                new Greatest<Bid>(bid -> bid.price() / 10_000_000),
                new TopBids(),
                new AuctionTotals(),
                new ChannelTotals(),
                new RankCounts());
    }

    @ParameterizedTest
    @MethodSource("aggregates")
    <A> void when_the_records_are_in_two_accumulators_then_both_merged_give_the_same(
            AggregateFunction<Bid, A, ?> function) throws Exception {
        Object whole = function.result(folded(function, BIDS));
        for (int cut : new int[] {0, 1, 700, BIDS.size()}) {
            A left = folded(function, BIDS.subList(0, cut));
            A right = folded(function, BIDS.subList(cut, BIDS.size()));
            assertThat(function.result(function.merge(left, right))).isEqualTo(whole);
        }
    }

    @ParameterizedTest
    @MethodSource("aggregates")
    <A> void when_a_copy_goes_on_then_the_original_stays_as_it_is(AggregateFunction<Bid, A, ?> function)
            throws Exception {
        A original = folded(function, BIDS.subList(0, 300));
        Object before = function.result(original);
        A copy = Objects.requireNonNull(function.copy(original));
        for (Bid bid : BIDS.subList(300, BIDS.size())) {
            copy = function.add(bid, copy);
        }
        assertThat(function.result(copy))
                .isEqualTo(function.result(folded(function, BIDS)))
                .isNotEqualTo(before);
        assertThat(function.result(original)).isEqualTo(before);
    }

    @Test
    void shouldMergeTheTotalsOfADay() {
        DayTotals totals = new DayTotals();
        DayTotals.Sums left = totals.add(new DayPart(0, true, 5L << 42 | 3), totals.createAccumulator());
        DayTotals.Sums right = totals.add(new DayPart(0, false, 8), totals.createAccumulator());
        DayTotals.Sums merged = totals.merge(totals.copy(left), right);

        assertThat(totals.result(merged)).isEqualTo(totals.result(totals.add(new DayPart(0, false, 8), left)));
        assertThat(totals.result(merged).bids().total()).isEqualTo(8);
        assertThat(totals.result(merged).bidders().rank3()).isEqualTo(1);
        assertThat(totals.result(merged).auctions().rank1()).isEqualTo(1);
        assertThat(totals.result(right).bids().total()).isZero();
    }

    @Test
    void shouldMergeMeanPrices() {
        MeanPrice mean = new MeanPrice();
        Auction auction = (Auction) GENERATOR.event(1);
        MeanPrice.Sum left = mean.createAccumulator();
        MeanPrice.Sum right = mean.createAccumulator();
        long sum = 0;
        for (Bid bid : BIDS) {
            mean.add(new WinningBid(auction, bid), bid.price() % 2 == 0 ? left : right);
            sum += bid.price();
        }
        long ofRight = mean.result(right);
        assertThat(mean.result(mean.merge(mean.copy(left), right))).isEqualTo(sum / BIDS.size());
        assertThat(mean.result(right)).isEqualTo(ofRight);
    }

    @Test
    void shouldMergeTheLastPrices() throws Exception {
        LastMean mean = new LastMean();
        List<Long> prices = BIDS.stream().map(Bid::price).limit(40).toList();
        for (int cut = 0; cut <= prices.size(); cut++) {
            LastMean.Prices left = mean.createAccumulator();
            LastMean.Prices right = mean.createAccumulator();
            for (int i = 0; i < prices.size(); i++) {
                mean.add(prices.get(i), i < cut ? left : right);
            }
            long last =
                    prices.subList(30, 40).stream().mapToLong(price -> price).sum();
            assertThat(mean.result(mean.merge(mean.copy(left), right))).isEqualTo(last / 10);
        }
    }

    private static <A> A folded(AggregateFunction<Bid, A, ?> function, List<Bid> bids) throws Exception {
        A accumulator = function.createAccumulator();
        for (Bid bid : bids) {
            accumulator = function.add(bid, accumulator);
        }
        return accumulator;
    }
}
