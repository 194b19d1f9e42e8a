package dev.sluice.runtime.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.api.graph.Partitioning;
import dev.sluice.persistence.checkpoint.SnapshotRequest;
import dev.sluice.persistence.serde.AllowedTypes;
import dev.sluice.persistence.serde.ValueCodec;
import dev.sluice.persistence.state.KeyGroupRange;
import dev.sluice.persistence.state.KeyGroups;
import dev.sluice.persistence.state.Sharing;
import dev.sluice.runtime.data.Batch;
import dev.sluice.runtime.data.Control;
import dev.sluice.runtime.plan.PlanEdge;
import dev.sluice.runtime.plan.Vertex;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Where records go, and as what, when an outbox spreads them. */
class PartitionerTest {
    private static final int MAX_PARALLELISM = 16;

    private final Sharing sharing = new Sharing(
            ValueCodec.create(AllowedTypes.builder().declare(Note.class).build()));
    private final Map<String, List<Frame>> arrived = new HashMap<>();

    /** Something that can change. */
    static final class Note {
        String text;

        Note(String text) {
            this.text = text;
        }
    }

    private Outbox outbox(int subtask, int receivers, Partitioning... partitionings) {
        List<PlanEdge> edges = new ArrayList<>();
        Map<Integer, List<Consumer<Frame>>> inboxes = new HashMap<>();
        for (int edge = 0; edge < partitionings.length; edge++) {
            edges.add(new PlanEdge(edge, 0, 0, null, 1, 0, partitionings[edge], null));
            String name = edge + "/";
            inboxes.put(
                    edge,
                    IntStream.range(0, receivers)
                            .<Consumer<Frame>>mapToObj(
                                    to -> frame -> arrived.computeIfAbsent(name + to, k -> new ArrayList<>())
                                            .add(frame))
                            .toList());
        }
        Vertex vertex = new Vertex(0, "sender", subtask + 1, List.of(), List.of(), edges);
        return new Outbox(vertex, subtask, 1, MAX_PARALLELISM, inboxes, sharing);
    }

    private List<Object> values(String channel) {
        return arrived.getOrDefault(channel, List.of()).stream()
                .flatMap(frame -> IntStream.range(0, frame.batch().size())
                        .mapToObj(i -> frame.batch().value(i)))
                .toList();
    }

    private static Batch batch(Object... values) {
        Batch batch = new Batch(values.length);
        for (int i = 0; i < values.length; i++) {
            batch.add(values[i], 100 + i);
        }
        return batch;
    }

    private static Batch numbers(int from, int to) {
        return batch(IntStream.range(from, to).mapToObj(i -> (Object) (long) i).toArray());
    }

    @Test
    void when_an_edge_is_forward_then_all_goes_to_the_receiver_of_the_same_number() throws Exception {
        Outbox outbox = outbox(2, 3, new Partitioning.Forward());
        outbox.spread(0, null, numbers(0, 5), false);
        outbox.spread(0, null, numbers(5, 7), false);
        assertThat(outbox.flush()).isTrue();
        assertThat(arrived.keySet()).containsExactly("0/2");
        assertThat(values("0/2")).containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L);
        assertThat(arrived.get("0/2").get(0).batch().timestamps).startsWith(100, 101, 102);
    }

    @Test
    void when_an_edge_is_rebalanced_then_batches_go_round() throws Exception {
        Outbox outbox = outbox(1, 3, new Partitioning.Rebalance());
        for (int i = 0; i < 6; i++) {
            outbox.spread(0, null, batch((long) i), false);
            outbox.flush();
        }
        assertThat(values("0/0")).containsExactly(2L, 5L);
        assertThat(values("0/1")).containsExactly(0L, 3L);
        assertThat(values("0/2")).containsExactly(1L, 4L);
    }

    @Test
    void when_records_go_by_key_then_each_comes_to_the_owner_of_its_key_group_with_key_and_hash() throws Exception {
        for (int receivers = 1; receivers <= 5; receivers++) {
            arrived.clear();
            Outbox outbox = outbox(
                    0,
                    receivers,
                    new Partitioning.Hash(x -> x, Long.class),
                    new Partitioning.Hash(x -> "k" + x, String.class));
            outbox.spread(0, null, numbers(0, 200), false);
            outbox.flush();
            int numbers = 0;
            int texts = 0;
            for (int to = 0; to < receivers; to++) {
                KeyGroupRange range = KeyGroupRange.of(to, receivers, MAX_PARALLELISM);
                for (Frame frame : arrived.getOrDefault("0/" + to, List.of())) {
                    Batch batch = frame.batch();
                    for (int i = 0; i < batch.size(); i++, numbers++) {
                        assertThat(batch.longKeys[i]).isEqualTo(batch.value(i));
                        assertThat(batch.hashes[i]).isEqualTo(KeyGroups.hash(batch.longKeys[i]));
                        assertThat(range.contains(KeyGroups.groupOf(batch.hashes[i], MAX_PARALLELISM)))
                                .isTrue();
                    }
                }
                for (Frame frame : arrived.getOrDefault("1/" + to, List.of())) {
                    Batch batch = frame.batch();
                    for (int i = 0; i < batch.size(); i++, texts++) {
                        assertThat(batch.keys[i]).isEqualTo("k" + batch.value(i));
                        assertThat(batch.hashes[i]).isEqualTo(KeyGroups.hash("k" + batch.value(i)));
                        assertThat(range.contains(KeyGroups.groupOf(batch.hashes[i], MAX_PARALLELISM)))
                                .isTrue();
                    }
                }
            }
            assertThat(numbers).isEqualTo(200);
            assertThat(texts).isEqualTo(200);
        }
    }

    @Test
    void when_a_key_is_null_or_an_array_then_the_error_says_what_to_do_and_the_batch_is_at_the_record() {
        Outbox nulls = outbox(0, 2, new Partitioning.Hash(x -> x.equals(1L) ? null : x, Long.class));
        Batch batch = numbers(0, 3);
        assertThatThrownBy(() -> nulls.spread(0, null, batch, false)).hasMessageContaining("the key is null");
        assertThat(batch.next()).isEqualTo(1);
        Outbox texts = outbox(0, 2, new Partitioning.Hash(x -> null, String.class));
        assertThatThrownBy(() -> texts.spread(0, null, numbers(0, 1), false)).hasMessageContaining("the key is null");
        Outbox arrays = outbox(0, 2, new Partitioning.Hash(x -> new int[] {1}, Object.class));
        assertThatThrownBy(() -> arrays.spread(0, null, numbers(0, 1), false))
                .hasMessageContaining("use a List or a record");
    }

    @Test
    void when_a_broadcast_stops_in_the_middle_of_a_record_then_it_goes_on_there() throws Exception {
        Outbox outbox = outbox(0, 3, new Partitioning.Broadcast());
        // Receivers 0 and 2 grant much, receiver 1 nothing: it holds up the record after its window and one batch are
        // full.
        outbox.credit(new Credit(0, 0, 1, 100));
        outbox.credit(new Credit(0, 2, 1, 100));
        int room = (Credit.WINDOW + 1) * Batch.TARGET;
        Batch batch = numbers(0, room + 10);
        assertThat(outbox.spread(0, null, batch, false)).isFalse();
        assertThat(outbox.spread(0, null, batch, false)).isFalse();
        assertThat(batch.next()).isEqualTo(room);
        assertThat(arrived.get("0/1")).hasSize(Credit.WINDOW);
        outbox.credit(new Credit(0, 1, 1, 100));
        assertThat(outbox.spread(0, null, batch, false)).isTrue();
        assertThat(outbox.flush()).isTrue();
        List<Object> all =
                IntStream.range(0, room + 10).mapToObj(i -> (Object) (long) i).toList();
        for (int to = 0; to < 3; to++) {
            assertThat(values("0/" + to)).isEqualTo(all);
        }
    }

    @Test
    void when_several_receivers_get_a_record_that_can_change_then_no_two_get_the_same_object() throws Exception {
        Outbox outbox = outbox(
                0,
                2,
                new Partitioning.Broadcast(),
                new Partitioning.Forward(),
                new Partitioning.Hash(x -> "k", String.class));
        Note original = new Note("one");
        outbox.spread(0, null, batch(original), false);
        outbox.flush();
        List<Object> notes = new ArrayList<>();
        arrived.keySet().forEach(channel -> notes.addAll(values(channel)));
        assertThat(notes).hasSize(4).doesNotHaveDuplicates().contains(original);
        assertThat(notes).allSatisfy(note -> assertThat(((Note) note).text).isEqualTo("one"));
    }

    @Test
    void when_there_is_one_receiver_or_the_record_cannot_change_then_it_is_not_copied() throws Exception {
        Note original = new Note("one");
        Outbox single = outbox(0, 2, new Partitioning.Hash(x -> "k", String.class));
        single.spread(0, null, batch(original), false);
        single.flush();
        assertThat(values("0/0").isEmpty() ? values("0/1") : values("0/0")).containsExactly(original);
        arrived.clear();
        record Fixed(String text) {}
        Fixed fixed = new Fixed(new String("text"));
        Outbox broadcast = outbox(0, 2, new Partitioning.Broadcast(), new Partitioning.Broadcast());
        broadcast.spread(0, null, batch(fixed), false);
        broadcast.flush();
        assertThat(arrived).hasSize(4);
        arrived.keySet().forEach(channel -> assertThat(values(channel).get(0)).isSameAs(fixed));
    }

    @Test
    void when_an_output_has_no_reader_then_its_records_are_dropped() throws Exception {
        Outbox outbox = outbox(0, 1, new Partitioning.Forward());
        Batch batch = numbers(0, 3);
        assertThat(outbox.spread(1, null, batch, false)).isTrue();
        assertThat(outbox.spread(0, "side", numbers(0, 3), false)).isTrue();
        outbox.flush();
        assertThat(batch.hasNext()).isFalse();
        assertThat(arrived).isEmpty();
    }

    @Test
    void when_a_control_is_sent_then_it_trails_what_was_spread_on_every_channel() throws Exception {
        Outbox outbox = outbox(0, 2, new Partitioning.Rebalance(), new Partitioning.Broadcast());
        outbox.spread(0, null, batch(1L), false);
        assertThat(outbox.control(0, new Control.Barrier(SnapshotRequest.first(4))))
                .isTrue();
        assertThat(arrived).hasSize(4);
        arrived.values().forEach(frames -> {
            assertThat(frames).hasSize(1);
            assertThat(frames.get(0).batch().control()).isEqualTo(new Control.Barrier(SnapshotRequest.first(4)));
        });
        assertThat(values("0/0")).containsExactly(1L);
        assertThat(values("0/1")).isEmpty();
        assertThat(values("1/0")).containsExactly(1L);
    }

    @Test
    void when_there_is_no_credit_then_a_control_waits_and_is_sent_to_each_once() throws Exception {
        Outbox outbox = outbox(0, 2, new Partitioning.Broadcast());
        for (int i = 0; i < Credit.WINDOW; i++) {
            assertThat(outbox.control(0, new Control.Watermark(i))).isTrue();
        }
        assertThat(outbox.control(0, new Control.Watermark(100)))
                .as("kept in the batch begun")
                .isTrue();
        assertThat(outbox.control(0, new Control.Barrier(SnapshotRequest.first(1))))
                .isFalse();
        outbox.credit(new Credit(0, 0, 1, 100));
        assertThat(outbox.control(0, new Control.Barrier(SnapshotRequest.first(1))))
                .isFalse();
        outbox.credit(new Credit(0, 1, 1, 100));
        assertThat(outbox.control(0, new Control.Barrier(SnapshotRequest.first(1))))
                .isTrue();
        for (String channel : List.of("0/0", "0/1")) {
            assertThat(arrived.get(channel)).hasSize(Credit.WINDOW + 2);
            assertThat(arrived.get(channel).get(Credit.WINDOW + 1).batch().control())
                    .isEqualTo(new Control.Barrier(SnapshotRequest.first(1)));
        }
    }
}
