package dev.sluice.runtime.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.api.function.LongAggregateFunction;
import dev.sluice.api.graph.Partitioning;
import dev.sluice.api.window.Windows;
import dev.sluice.persistence.serde.AllowedTypes;
import dev.sluice.persistence.serde.ValueCodec;
import dev.sluice.persistence.state.KeyGroupRange;
import dev.sluice.persistence.state.KeyGroups;
import dev.sluice.persistence.state.Sharing;
import dev.sluice.runtime.data.Batch;
import dev.sluice.runtime.plan.Combining;
import dev.sluice.runtime.plan.PlanEdge;
import dev.sluice.runtime.plan.Slicing;
import dev.sluice.runtime.plan.Vertex;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;

/** What a sender adds up, and what arrives of it. */
@Label("Adding up before sending")
class CombiningProperties {
    private static final int MAX_PARALLELISM = 16;
    private static final Slicing SLICES =
            Slicing.of(Windows.sliding(Duration.ofMillis(30), Duration.ofMillis(20), Duration.ofMillis(3)));

    private final Sharing sharing =
            new Sharing(ValueCodec.create(AllowedTypes.builder().build()));

    private record Item(long key, long number) {}

    /** The greatest number; a failure for 13. */
    private static final class Greatest implements LongAggregateFunction<Object> {
        @Override
        public long initial() {
            return -1;
        }

        @Override
        public long addLong(Object item, long accumulator) {
            long number = ((Item) item).number();
            if (number == 13) {
                throw new IllegalStateException("thirteen");
            }
            return Math.max(accumulator, number);
        }

        @Override
        public long mergeLong(long left, long right) {
            return Math.max(left, right);
        }
    }

    private Outbox outbox(int receivers, @Nullable Slicing slicing, Class<?> keyType, List<List<Frame>> arrived) {
        Partitioning hash = keyType == Long.class
                ? new Partitioning.Hash(item -> ((Item) item).key(), Long.class)
                : new Partitioning.Hash(item -> (int) ((Item) item).key(), Integer.class);
        PlanEdge edge = new PlanEdge(0, 0, 0, null, 1, 0, hash, new Combining("greatest", new Greatest(), slicing));
        List<Consumer<Frame>> inboxes = IntStream.range(0, receivers)
                .<Consumer<Frame>>mapToObj(to -> arrived.get(to)::add)
                .toList();
        Vertex vertex = new Vertex(0, "sender", 1, List.of(), List.of(), List.of(edge));
        return new Outbox(vertex, 0, 1, MAX_PARALLELISM, Map.of(0, inboxes), sharing);
    }

    @Property(tries = 60)
    void whatArrivesIsWhatTheRecordsAddUpTo(
            @ForAll Random random, @ForAll @IntRange(min = 1, max = 5) int receivers, @ForAll boolean sliced)
            throws Exception {
        Class<?> keyType = random.nextBoolean() ? Long.class : Integer.class;
        List<List<Frame>> arrived = IntStream.range(0, receivers)
                .<List<Frame>>mapToObj(i -> new ArrayList<>())
                .toList();
        Outbox outbox = outbox(receivers, sliced ? SLICES : null, keyType, arrived);
        int keys = 1 + random.nextInt(random.nextBoolean() ? 10 : 30_000);
        Map<String, Long> greatest = new TreeMap<>();
        Map<String, Long> weights = new TreeMap<>();
        long time = -500;
        for (int b = 0; b < 60; b++) {
            Batch batch = new Batch(1);
            for (int i = random.nextInt(1_000); i > 0; i--) {
                time += random.nextInt(40) == 0 ? random.nextInt(60) - 20 : 0;
                Item item = new Item(random.nextInt(keys), 14 + random.nextInt(1_000_000));
                batch.add(item, time);
                greatest.merge(entry(item.key, time, sliced), item.number, Math::max);
                weights.merge(entry(item.key, time, sliced), 1L, Long::sum);
            }
            while (!outbox.spread(0, null, batch, false)) {
                for (int to = 0; to < receivers; to++) {
                    outbox.credit(new Credit(0, to, 1, arrived.get(to).size() + Credit.WINDOW));
                }
            }
        }
        for (int to = 0; to < receivers; to++) {
            outbox.credit(new Credit(0, to, 1, Long.MAX_VALUE));
        }
        assertThat(outbox.flush()).isTrue();

        Map<String, Long> received = new TreeMap<>();
        Map<String, Long> counted = new TreeMap<>();
        for (int to = 0; to < receivers; to++) {
            KeyGroupRange range = KeyGroupRange.of(to, receivers, MAX_PARALLELISM);
            for (Frame frame : arrived.get(to)) {
                Batch batch = frame.batch();
                for (int i = 0; i < batch.size(); i++) {
                    int hash = KeyGroups.hash(batch.longKeys[i]);
                    assertThat(batch.hashes[i]).isEqualTo(hash);
                    assertThat(range.contains(KeyGroups.groupOf(hash, MAX_PARALLELISM)))
                            .isTrue();
                    String entry = entry(batch.longKeys[i], batch.timestamps[i], sliced);
                    long number = batch.isCombined() ? batch.partials[i] : ((Item) batch.value(i)).number;
                    received.merge(entry, number, Math::max);
                    counted.merge(entry, (long) batch.weight(i), Long::sum);
                }
            }
        }
        assertThat(received).isEqualTo(greatest);
        assertThat(counted).isEqualTo(weights);
    }

    private static String entry(long key, long time, boolean sliced) {
        return key + "@" + (sliced ? SLICES.sliceOf(time) : 0);
    }

    @Example
    void aPopularKeyTravelsOnce() throws Exception {
        List<List<Frame>> arrived = List.of(new ArrayList<>());
        Outbox outbox = outbox(1, SLICES, Long.class, arrived);
        Batch batch = new Batch(1);
        for (int i = 0; i < 10_000; i++) {
            batch.add(new Item(i % 10, 100 + i), 5);
        }
        outbox.spread(0, null, batch, false);
        outbox.flush();
        assertThat(arrived.get(0)).hasSize(1);
        assertThat(arrived.get(0).get(0).batch().size()).isEqualTo(10);
    }

    @Example
    void whereKeysHardlyMeetItIsGivenUpAndTriedAgainLater() throws Exception {
        List<List<Frame>> arrived = List.of(new ArrayList<>());
        Outbox outbox = outbox(1, SLICES, Long.class, arrived);
        outbox.credit(new Credit(0, 0, 1, Long.MAX_VALUE));
        long key = 0;
        for (int sent = 0; sent < TryingPartitioner.TRIAL + TryingPartitioner.PAUSE + 10_000; sent += 1_000) {
            Batch batch = new Batch(1);
            for (int i = 0; i < 1_000; i++) {
                batch.add(new Item(key++, 100), 5);
            }
            outbox.spread(0, null, batch, false);
        }
        outbox.flush();
        List<Boolean> combined =
                arrived.get(0).stream().map(frame -> frame.batch().isCombined()).toList();
        int given = combined.indexOf(false);
        assertThat(given).isBetween(TryingPartitioner.TRIAL / Batch.TARGET, TryingPartitioner.TRIAL / 500);
        assertThat(combined.subList(given, combined.size()).indexOf(true))
                .isBetween(TryingPartitioner.PAUSE / Batch.TARGET, TryingPartitioner.PAUSE / 1_000 + 2);
        long records = arrived.get(0).stream()
                .mapToLong(frame -> IntStream.range(0, frame.batch().size())
                        .map(frame.batch()::weight)
                        .sum())
                .sum();
        assertThat(records).isEqualTo(key);
    }

    @Example
    void aFailureNamesTheOperatorThatTheFunctionBelongsTo() {
        Outbox outbox = outbox(1, SLICES, Long.class, List.of(new ArrayList<>()));
        Batch batch = new Batch(1);
        batch.add(new Item(1, 12), 5);
        batch.add(new Item(1, 13), 5);
        assertThatThrownBy(() -> outbox.spread(0, null, batch, false))
                .isInstanceOfSatisfying(CombiningException.class, failed -> {
                    assertThat(failed.operator()).isEqualTo("greatest");
                    assertThat(failed.failure()).hasMessage("thirteen");
                });
        assertThat(Objects.requireNonNull(batch.values[batch.next()])).isEqualTo(new Item(1, 13));
    }

    @Example
    void aRecordWithoutEventTimeIsRefused() {
        Outbox outbox = outbox(1, SLICES, Long.class, List.of(new ArrayList<>()));
        Batch batch = new Batch(1);
        batch.add(new Item(1, 12), Batch.NO_TIMESTAMP);
        assertThatThrownBy(() -> outbox.spread(0, null, batch, false)).hasMessageContaining("has no event time");
    }
}
