package dev.sluice.benchmarks.nexmark.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class NexmarkGeneratorTest {
    private static final int EVENTS = 200_000;
    private static final NexmarkGenerator GENERATOR = new NexmarkGenerator(new NexmarkConfig(EVENTS, 10_000, 42));
    private static final List<NexmarkEvent> ALL =
            LongStream.range(0, EVENTS).mapToObj(GENERATOR::event).toList();
    private static final List<Person> PERSONS = of(Person.class);
    private static final List<Auction> AUCTIONS = of(Auction.class);
    private static final List<Bid> BIDS = of(Bid.class);

    @Test
    void shouldHaveAPersonThreeAuctionsAndFortySixBidsInEveryFiftyEvents() {
        for (int n = 0; n < EVENTS; n++) {
            int place = n % 50;
            Class<?> kind = place == 0 ? Person.class : place <= 3 ? Auction.class : Bid.class;
            assertThat(ALL.get(n)).isInstanceOf(kind);
        }
    }

    @Test
    void shouldNumberPersonsAndAuctionsWithoutGaps() {
        for (int i = 0; i < PERSONS.size(); i++) {
            assertThat(PERSONS.get(i).id()).isEqualTo(1_000 + i);
        }
        for (int i = 0; i < AUCTIONS.size(); i++) {
            assertThat(AUCTIONS.get(i).id()).isEqualTo(1_000 + i);
        }
    }

    @Test
    void shouldHaveHotAuctionsBiddersSellersAndChannelsAsOftenAsTheSpecificationSays() {
        double hotAuctions = 0;
        double hotBidders = 0;
        double hotSellers = 0;
        for (int n = 0; n < EVENTS; n++) {
            long person = n / 50;
            long hotPerson = person / 100 * 100;
            if (ALL.get(n) instanceof Bid bid) {
                hotAuctions += bid.auction() - 1_000 == (person * 3 + 2) / 100 * 100 ? 1 : 0;
                hotBidders += bid.bidder() - 1_000 == hotPerson + 1 ? 1 : 0;
            } else if (ALL.get(n) instanceof Auction auction) {
                hotSellers += auction.seller() - 1_000 == hotPerson ? 1 : 0;
            }
        }
        // A little more than one in two, three in four: those that are not hot can meet the hot one by chance.
        assertThat(hotAuctions / BIDS.size()).isCloseTo(0.5, within(0.01));
        assertThat(hotBidders / BIDS.size()).isCloseTo(0.75, within(0.01));
        assertThat(hotSellers / AUCTIONS.size()).isCloseTo(0.75, within(0.02));
        Map<String, Integer> channels = new HashMap<>();
        BIDS.forEach(bid -> channels.merge(bid.channel(), 1, Integer::sum));
        for (String hot : List.of("Google", "Facebook", "Baidu", "Apple")) {
            assertThat((double) channels.get(hot) / BIDS.size()).isCloseTo(0.125, within(0.005));
        }
        assertThat(channels).hasSizeBetween(9_900, 10_004);
    }

    @Test
    void shouldBidForAuctionsAndAsPersonsThatAreAboutAtTheTime() {
        for (int n = 0; n < EVENTS; n++) {
            long person = n / 50;
            long lastAuction = person * 3 + 2;
            if (ALL.get(n) instanceof Bid bid) {
                assertThat(bid.auction() - 1_000).isBetween(Math.max(0, lastAuction - 100), lastAuction + 10);
                assertThat(bid.bidder() - 1_000).isBetween(Math.max(0, person - 999), person + 10);
            } else if (ALL.get(n) instanceof Auction auction) {
                assertThat(auction.seller() - 1_000).isBetween(Math.max(0, person - 999), person + 10);
            }
        }
    }

    @Test
    void shouldBeAsLargeOnAverageAsTheSpecificationSays() {
        assertThat(PERSONS.stream()
                        .mapToInt(p ->
                                8 + length(p.name(), p.emailAddress(), p.creditCard(), p.city(), p.state(), p.extra()))
                        .average()
                        .orElseThrow())
                .isCloseTo(200, within(2.0));
        assertThat(AUCTIONS.stream()
                        .mapToInt(a -> 48 + length(a.itemName(), a.description(), a.extra()))
                        .average()
                        .orElseThrow())
                .isCloseTo(500, within(5.0));
        assertThat(BIDS.stream().mapToInt(b -> 32 + length(b.extra())).average().orElseThrow())
                .isCloseTo(100, within(1.0));
        assertThat(BIDS)
                .allMatch(bid -> bid.extra().length() >= 54 && bid.extra().length() <= 82);
    }

    @Test
    void shouldSpreadPricesEvenlyOverSixDecades() {
        int[] decades = new int[6];
        for (Bid bid : BIDS) {
            assertThat(bid.price()).isBetween(100L, 100_000_000L);
            decades[Math.min(5, (int) Math.log10(bid.price() / 100.0))]++;
        }
        for (int decade : decades) {
            assertThat((double) decade / BIDS.size()).isCloseTo(1 / 6.0, within(0.01));
        }
    }

    @Test
    void shouldFillTheOtherFieldsAsTheSpecificationSays() {
        assertThat(PERSONS)
                .allMatch(p -> p.creditCard().matches("\\d{4}( \\d{4}){3}")
                        && p.emailAddress().endsWith(".com"));
        assertThat(AUCTIONS).allMatch(a -> a.category() >= 10 && a.category() <= 14);
        assertThat(AUCTIONS).allMatch(a -> a.expires() > a.dateTime() && a.reserve() > a.initialBid());
        // 100 auctions, which are 1,666 events, take 166 ms at 10,000 events a second.
        assertThat(AUCTIONS.stream()
                        .mapToLong(a -> a.expires() - a.dateTime())
                        .average()
                        .orElseThrow())
                .isCloseTo(166, within(10.0));
        List<Bid> cold =
                BIDS.stream().filter(b -> b.channel().startsWith("channel-")).toList();
        assertThat((double) cold.stream()
                                .filter(b -> b.url().contains("&channel_id="))
                                .count()
                        / cold.size())
                .isCloseTo(0.9, within(0.01));
        assertThat(BIDS)
                .allMatch(b -> b.url()
                        .matches("https://www\\.nexmark\\.com/[a-z_]{3,4}/[a-z_]{3,4}/"
                                + "[a-z_]{3,4}/item\\.htm\\?query=1(&channel_id=-?\\d+)?"));
    }

    @Test
    void shouldGiveTheSameEventWhateverWasGeneratedBefore() {
        NexmarkGenerator other = new NexmarkGenerator(GENERATOR.config());
        for (int n = EVENTS - 1; n >= 0; n -= 7) {
            assertThat(other.event(n)).isEqualTo(ALL.get(n));
        }
    }

    @Test
    void when_the_seed_is_another_then_so_are_the_events() {
        NexmarkGenerator other = new NexmarkGenerator(new NexmarkConfig(EVENTS, 10_000, 43));
        long same = LongStream.range(0, EVENTS)
                .filter(n -> other.event(n).equals(ALL.get((int) n)))
                .count();
        assertThat(same).isZero();
    }

    @Test
    void shouldDealOutEachEventToOneLaneInOrder() {
        NexmarkGenerator generator = new NexmarkGenerator(new NexmarkConfig(1_003, 100, 42));
        List<NexmarkEvent> dealt = new ArrayList<>(Collections.nCopies(1_003, null));
        for (int i = 0; i < NexmarkLane.LANES; i++) {
            long time = 0;
            for (NexmarkLane lane = new NexmarkLane(generator, i, 0); lane.hasNext(); ) {
                int number = (int) lane.number();
                NexmarkEvent event = lane.next();
                assertThat(dealt.set(number, event)).isNull();
                assertThat(event.dateTime())
                        .isGreaterThanOrEqualTo(time)
                        .isEqualTo(generator.config().time(number));
                time = event.dateTime();
            }
        }
        assertThat(dealt).doesNotContainNull();
    }

    @Test
    void when_a_lane_is_opened_in_the_middle_then_it_goes_on_from_there() {
        List<NexmarkEvent> all = rest(new NexmarkLane(GENERATOR, 5, 0));
        assertThat(rest(new NexmarkLane(GENERATOR, 5, 1_234))).isEqualTo(all.subList(1_234, all.size()));
    }

    @Test
    void shouldRefuseWhatCannotBeGenerated() {
        assertThatThrownBy(() -> new NexmarkConfig(-1, 1, 0)).hasMessageContaining("there are -1 and 1");
        assertThatThrownBy(() -> new NexmarkConfig(1, 0, 0)).hasMessageContaining("at least 1 in a second");
        assertThatThrownBy(() -> NexmarkConfig.of(Long.MAX_VALUE)).hasMessageContaining("events");
    }

    private static List<NexmarkEvent> rest(NexmarkLane lane) {
        List<NexmarkEvent> events = new ArrayList<>();
        while (lane.hasNext()) {
            events.add(lane.next());
        }
        return events;
    }

    private static <E> List<E> of(Class<E> kind) {
        return ALL.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    private static int length(String... texts) {
        int length = 0;
        for (String text : texts) {
            length += text.length();
        }
        return length;
    }
}
