package dev.sluice.runtime.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.sluice.api.graph.GraphNode;
import dev.sluice.api.graph.OperatorSpec;
import dev.sluice.persistence.checkpoint.SnapshotRequest;
import dev.sluice.persistence.serde.AllowedTypes;
import dev.sluice.persistence.serde.ValueCodec;
import dev.sluice.persistence.state.Sharing;
import dev.sluice.runtime.data.Batch;
import dev.sluice.runtime.data.Control;
import dev.sluice.runtime.operator.Emitter;
import dev.sluice.runtime.operator.Operator;
import dev.sluice.runtime.operator.OperatorTypes;
import dev.sluice.runtime.operator.WaitingOperator;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChainTest {
    private static final int CAPACITY = 4;

    private final List<Boolean> changes = new ArrayList<>();
    private final Room output = new Room();
    private final List<Object> events = new ArrayList<>();
    private final List<Boolean> shared = new ArrayList<>();
    private final TaskMetrics metrics = new TaskMetrics(false, 1, 0);
    private long nanos;

    /** Gets everything out of the chain, and has room when the test says so. */
    private final class Room implements TaskOutput {
        private boolean open = true;

        @Override
        public boolean spread(int operator, @Nullable String tag, Batch batch, boolean shared) {
            if (open) {
                ChainTest.this.shared.add(shared);
                while (batch.hasNext()) {
                    events.add(batch.value(batch.next()));
                    batch.next(batch.next() + 1);
                }
            }
            return open;
        }

        @Override
        public boolean control(int operator, Control control) {
            if (open) {
                events.add(control);
            }
            return open;
        }

        @Override
        public boolean flush() {
            return open;
        }
    }

    /** Emits each record as often as it is told. */
    private record Repeat(int times) implements Operator {
        @Override
        public void process(int input, Batch in, Emitter out) {
            while (in.hasNext() && !out.isFull()) {
                for (int i = 0; i < times; i++) {
                    out.forward(in.value(in.next()), in.timestamps[in.next()]);
                }
                in.next(in.next() + 1);
            }
        }
    }

    /** Lets records go when it is told to, two of them at a time being its room. */
    private static final class Lock implements WaitingOperator {
        private final List<Object> held = new ArrayList<>();
        private boolean open;

        @Override
        public boolean hasRoom() {
            return held.size() < 2;
        }

        @Override
        public boolean isReady() {
            return open && !held.isEmpty();
        }

        @Override
        public void process(int input, Batch in, Emitter out) {
            for (; in.hasNext(); in.next(in.next() + 1)) {
                held.add(in.value(in.next()));
            }
        }

        @Override
        public void resume(Emitter out) {
            while (!out.isFull() && !held.isEmpty()) {
                Object next = held.remove(0);
                if (next instanceof Control control) {
                    out.main().control(control);
                } else {
                    out.forward(next, 0);
                }
            }
        }

        @Override
        public void defer(Control control) {
            held.add(control);
        }

        @Override
        public @Nullable Object failed() {
            return null;
        }

        @Override
        public long nextTick() {
            return 77;
        }
    }

    private Chain chain(int length, int times) {
        List<Operator> operators = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            operators.add(new Repeat(times));
        }
        return chain(operators);
    }

    /** An operator of a chain without branches. */
    static Link link(int place, int length, Operator operator, ValueCodec codec, Emitter out) {
        List<Branch> next =
                place + 1 == length ? List.of() : List.of(new Branch(place + 1, null, true, new Sharing(codec)));
        return link(place, operator, codec, out, new Outlet(next, next.isEmpty()));
    }

    static Link link(int place, Operator operator, ValueCodec codec, Emitter out, Outlet outlet) {
        GraphNode node = new GraphNode(
                place, "operator-" + place, null, null, new OperatorSpec.MapSpec(record -> record), List.of());
        return new Link(node, operator, new OperatorTypes(node, codec), out, outlet);
    }

    private Chain chain(List<Operator> operators) {
        ValueCodec codec = ValueCodec.create(AllowedTypes.builder().build());
        Sharing sharing = new Sharing(codec);
        List<Link> links = new ArrayList<>();
        for (int i = 0; i < operators.size(); i++) {
            Emitter out = new Emitter(CAPACITY, Set.of(), sharing);
            links.add(link(i, operators.size(), operators.get(i), codec, out));
        }
        return run(links);
    }

    private Chain run(List<Link> links) {
        Chain.Listener listener = new Chain.Listener() {
            @Override
            public void onSnapshot(TaskSnapshot snapshot) {
                events.add("snapshot " + snapshot.checkpoint());
                changes.add(snapshot.changed());
            }

            @Override
            public void onEndOfInput() {
                events.add("end");
            }

            @Override
            public void onAwake() {
                changes.add(true);
                events.add("awake");
            }
        };
        return new Chain(links, output, listener, metrics, () -> nanos += 5);
    }

    private static Batch batch(@Nullable Control control, long... records) {
        Batch batch = new Batch(Math.max(1, records.length));
        for (long record : records) {
            batch.add(record, 0);
        }
        batch.control(control);
        return batch;
    }

    /** An operator with two others behind it, and channels besides. */
    private Chain fork(Operator first, Operator second) {
        ValueCodec codec = ValueCodec.create(AllowedTypes.builder().build());
        Sharing sharing = new Sharing(codec);
        Outlet outlet =
                new Outlet(List.of(new Branch(1, null, false, sharing), new Branch(2, null, true, sharing)), true);
        Outlet end = new Outlet(List.of(), true);
        List<Link> links = List.of(
                link(0, new Repeat(1), codec, new Emitter(CAPACITY, Set.of(), sharing), outlet),
                link(1, first, codec, new Emitter(CAPACITY, Set.of(), sharing), end),
                link(2, second, codec, new Emitter(CAPACITY, Set.of(), sharing), end));
        return run(links);
    }

    @Test
    void when_a_chain_branches_then_each_end_gets_all_records_and_controls_and_the_chain_ends_once() throws Exception {
        Chain chain = fork(new Repeat(1), new Repeat(2));
        Control watermark = new Control.Watermark(5);
        Control barrier = new Control.Barrier(SnapshotRequest.first(3));
        Control end = new Control.EndOfInput();
        for (Batch batch : List.of(batch(watermark, 1, 2), batch(barrier), batch(end))) {
            chain.offer(0, batch);
            output.open = false;
            assertThat(chain.advance()).as("through without room").isFalse();
            output.open = true;
            assertThat(chain.advance()).isTrue();
        }
        assertThat(events)
                .containsExactly(
                        1L,
                        2L,
                        1L,
                        2L,
                        1L,
                        1L,
                        2L,
                        2L,
                        watermark,
                        watermark,
                        watermark, //
                        barrier,
                        barrier,
                        barrier,
                        "snapshot 3",
                        end,
                        end,
                        end,
                        "end");
        assertThat(metrics.snapshotNanos()).containsOnly(entry(3L, 15L));
    }

    @Test
    void when_records_of_a_fork_could_be_changed_then_no_operator_sees_what_another_has_done_to_them()
            throws Exception {
        Operator adding = new Operator() {
            @Override
            @SuppressWarnings("unchecked")
            public void process(int input, Batch in, Emitter out) {
                for (; in.hasNext(); in.next(in.next() + 1)) {
                    List<String> list = (List<String>) in.value(in.next());
                    list.add("seen");
                    out.forward(list, 0);
                }
            }
        };
        Chain chain = fork(adding, adding);
        Batch batch = new Batch(1);
        batch.add(new ArrayList<>(List.of("record")), 0);
        chain.offer(0, batch);
        assertThat(chain.advance()).isTrue();
        assertThat(events).hasSize(3);
        assertThat(events.get(1)).isEqualTo(List.of("record", "seen")).isNotSameAs(events.get(2));
        assertThat(events.get(2)).isEqualTo(List.of("record", "seen"));
        assertThat(shared).as("whether the channels have to copy").containsExactly(true, false, false);
    }

    @Test
    void when_one_branch_waits_for_others_then_the_chain_ends_only_when_it_has_been_answered() throws Exception {
        Lock lock = new Lock();
        Chain chain = fork(lock, new Repeat(1));
        Control barrier = new Control.Barrier(SnapshotRequest.first(1));
        Control end = new Control.EndOfInput();
        for (Batch batch : List.of(batch(null, 1), batch(barrier), batch(end))) {
            chain.offer(0, batch);
            assertThat(chain.advance()).isTrue();
        }
        assertThat(events).containsExactly(1L, 1L, barrier, barrier, barrier, "snapshot 1", end, end);
        lock.open = true;
        assertThat(chain.advance()).isTrue();
        assertThat(events.subList(8, events.size())).containsExactly(1L, end, "end");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void when_there_is_no_room_for_a_barrier_then_it_waits_and_is_not_forgotten(int length) throws Exception {
        Chain chain = chain(length, 1);
        Control barrier = new Control.Barrier(SnapshotRequest.first(7));
        output.open = false;
        chain.offer(0, batch(barrier));
        for (int i = 0; i < 3; i++) {
            assertThat(chain.advance()).as("through without room").isFalse();
        }
        output.open = true;
        assertThat(chain.advance()).isTrue();
        assertThat(events).containsExactly(barrier, "snapshot 7");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void shouldSumUpTheSnapshotsOfAllOperatorsForEachBarrier(int length) throws Exception {
        Chain chain = chain(length, 1);
        for (long checkpoint = 7; checkpoint <= 8; checkpoint++) {
            chain.offer(0, batch(new Control.Barrier(SnapshotRequest.first(checkpoint))));
            assertThat(chain.advance()).isTrue();
        }
        long each = 5L * length;
        assertThat(metrics.snapshotNanos()).containsOnly(entry(7L, each), entry(8L, each));
        assertThat(metrics.longestSnapshotNanos()).isEqualTo(each);
    }

    @Test
    void when_nothing_has_come_since_a_barrier_then_the_next_snapshot_says_so_and_what_comes_then_is_told()
            throws Exception {
        Chain chain = chain(2, 1);
        for (Batch batch : List.of(
                batch(null, 1),
                batch(new Control.Barrier(SnapshotRequest.first(1))),
                batch(null), // a barrier that others are waited for with
                batch(new Control.Barrier(SnapshotRequest.first(2))))) {
            chain.offer(0, batch);
            assertThat(chain.advance()).isTrue();
        }
        assertThat(changes).containsExactly(true, false);
        assertThat(events).doesNotContain("awake");
        chain.offer(0, batch(null, 2));
        assertThat(events).endsWith("awake");
        assertThat(chain.advance()).isTrue();
        chain.offer(0, batch(new Control.Barrier(SnapshotRequest.first(3))));
        assertThat(chain.advance()).isTrue();
        assertThat(changes).endsWith(true, true);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void when_there_is_no_room_for_records_then_the_chain_is_not_through(int length) throws Exception {
        Chain chain = chain(length, 1);
        output.open = false;
        chain.offer(0, batch(null, 1, 2));
        for (int i = 0; i < 3; i++) {
            assertThat(chain.advance()).as("through without room").isFalse();
        }
        output.open = true;
        assertThat(chain.advance()).isTrue();
        assertThat(events).containsExactly(1L, 2L);
    }

    @Test
    void when_room_comes_and_goes_then_order_stays() throws Exception {
        Chain chain = chain(3, 2);
        Control watermark = new Control.Watermark(5);
        chain.offer(0, batch(watermark, 1, 2, 3));
        List<Object> expected = new ArrayList<>();
        for (long record = 1; record <= 3; record++) {
            expected.addAll(List.of(record, record, record, record, record, record, record, record));
        }
        expected.add(watermark);
        boolean through = false;
        for (int i = 0; !through; i++) {
            output.open = i % 3 == 2;
            through = chain.advance();
            assertThat(i).isLessThan(1_000);
        }
        assertThat(events).isEqualTo(expected);
    }

    @Test
    void when_an_operator_waits_for_others_then_a_barrier_passes_and_event_time_and_the_end_do_not() throws Exception {
        Lock lock = new Lock();
        Chain chain = chain(List.of(new Repeat(1), lock, new Repeat(1)));
        Control barrier = new Control.Barrier(SnapshotRequest.first(1));
        Control watermark = new Control.Watermark(5);
        Control end = new Control.EndOfInput();
        for (Batch batch : List.of(batch(watermark, 1, 2), batch(barrier), batch(end))) {
            chain.offer(0, batch);
            assertThat(chain.advance()).isTrue();
        }
        assertThat(chain.hasRoom()).isFalse();
        assertThat(chain.stalledUntil())
                .as("it can be given what has no records")
                .isEqualTo(Long.MAX_VALUE);
        assertThat(events).containsExactly(barrier, "snapshot 1");
        lock.open = true;
        assertThat(chain.advance()).isTrue();
        assertThat(chain.hasRoom()).isTrue();
        assertThat(events).containsExactly(barrier, "snapshot 1", 1L, 2L, watermark, end, "end");
    }

    @Test
    void when_an_operator_has_no_room_until_it_is_answered_then_those_before_it_stop_and_go_on() throws Exception {
        Lock lock = new Lock();
        Chain chain = chain(List.of(new Repeat(6), lock));
        chain.offer(0, batch(null, 1, 2));
        for (int i = 0; i < 3; i++) {
            assertThat(chain.advance()).as("through without room").isFalse();
            assertThat(chain.stalledUntil()).isEqualTo(77);
        }
        assertThat(lock.held).as("the first results, and no more").hasSize(6);
        assertThat(events).isEmpty();
        output.open = false;
        lock.open = true;
        assertThat(chain.advance()).isFalse();
        assertThat(chain.stalledUntil()).as("it waits for the output").isEqualTo(Long.MAX_VALUE);
        output.open = true;
        assertThat(chain.advance()).isTrue();
        assertThat(events).containsExactly(1L, 1L, 1L, 1L, 1L, 1L, 2L, 2L, 2L, 2L, 2L, 2L);
    }
}
