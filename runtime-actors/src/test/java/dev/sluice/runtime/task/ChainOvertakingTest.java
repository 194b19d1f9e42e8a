package dev.sluice.runtime.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.function.OutputTag;
import dev.sluice.persistence.checkpoint.SnapshotRequest;
import dev.sluice.persistence.checkpoint.SnapshotWriter;
import dev.sluice.persistence.serde.AllowedTypes;
import dev.sluice.persistence.serde.ValueCodec;
import dev.sluice.persistence.state.Sharing;
import dev.sluice.runtime.channel.InFlight;
import dev.sluice.runtime.channel.Overtaken;
import dev.sluice.runtime.data.Batch;
import dev.sluice.runtime.data.Control;
import dev.sluice.runtime.operator.Emitter;
import dev.sluice.runtime.operator.Operator;
import dev.sluice.runtime.operator.OperatorSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/**
 * Barriers that overtake what is in a chain with branches, at any point at which it can be: between two records, in the
 * middle of firing, without room. The chain goes on, another is restored, and both give what an undisturbed one does.
 */
class ChainOvertakingTest {
    private static final long SEED = Long.getLong("sluice.seed", System.nanoTime());
    private static final int CAPACITY = 4;
    private static final OutputTag<String> SIDE = OutputTag.of("side");

    /** Stops the chain between two records when chance will have it. */
    private static final class Interruptions {
        private final Random random;
        private @Nullable Chain chain;

        Interruptions(Random random) {
            this.random = random;
        }

        void perhaps() {
            if (chain != null && random.nextInt(5) == 0) {
                chain.stop();
            }
        }
    }

    private record Held(long number, List<Object> values) implements OperatorSnapshot {
        @Override
        public void write(String operator, SnapshotWriter writer, ValueCodec codec) {}
    }

    /** Numbers what it is given, emits it some times at once, and again when a watermark comes, one by one. */
    private static final class Numbering implements Operator {
        private final int times;
        private final Interruptions interruptions;
        private long number;
        private List<Object> held = new ArrayList<>();
        private boolean firing;

        Numbering(int times, Interruptions interruptions) {
            this.times = times;
            this.interruptions = interruptions;
        }

        @Override
        public void process(int input, Batch in, Emitter out) {
            while (in.hasNext() && !out.isFull()) {
                Object value = in.value(in.next());
                number++;
                held.add(value);
                for (int i = 0; i < times; i++) {
                    out.forward(value + "." + number + (i == 0 ? "" : "+" + i), 0);
                    if (number % 2 == 0) {
                        out.emit(SIDE, value + ":" + number, 0);
                    }
                }
                in.next(in.next() + 1);
                interruptions.perhaps();
            }
        }

        @Override
        public boolean onWatermark(long time, Emitter out) {
            firing = true;
            while (!held.isEmpty()) {
                if (out.isFull()) {
                    return false;
                }
                out.forward(held.remove(0) + "@" + time, 0);
                interruptions.perhaps();
            }
            firing = false;
            return true;
        }

        @Override
        public OperatorSnapshot snapshot(SnapshotRequest request) {
            assertThat(firing).as("in the middle of firing").isFalse();
            return new Held(number, List.copyOf(held));
        }
    }

    /** A tree of operators, in the order of their places. */
    private record Shape(int[] times, List<Outlet> outlets) {
        static Shape random(Random random) {
            int[] times = random.ints(1 + random.nextInt(5), 1, 4).toArray();
            int[] parents = new int[times.length];
            String[] tags = new String[times.length];
            for (int i = 1; i < times.length; i++) {
                parents[i] = i - 1;
                while (parents[i] > 0 && random.nextInt(3) == 0) {
                    parents[i] = parents[parents[i]];
                }
                tags[i] = random.nextInt(3) == 0 ? SIDE.id() : null;
            }
            Sharing sharing =
                    new Sharing(ValueCodec.create(AllowedTypes.builder().build()));
            List<Outlet> outlets = new ArrayList<>();
            for (int place = 0; place < times.length; place++) {
                List<Branch> branches = new ArrayList<>();
                for (int i = place + 1; i < times.length; i++) {
                    if (parents[i] == place) {
                        String tag = tags[i];
                        int reader = i;
                        boolean last = IntStream.range(i + 1, times.length)
                                .noneMatch(
                                        later -> parents[later] == parents[reader] && Objects.equals(tags[later], tag));
                        branches.add(new Branch(i, tag, last, sharing));
                    }
                }
                outlets.add(new Outlet(branches, branches.isEmpty() || random.nextInt(3) == 0));
            }
            return new Shape(times, outlets);
        }
    }

    /** Room for so many more; what is taken without is put aside. Each output of each operator goes its own way. */
    private static final class Output implements TaskOutput {
        final Map<String, List<Object>> left = new TreeMap<>();
        final List<Unsent> aside = new ArrayList<>();
        int room;
        boolean overdrawing;

        record Unsent(String way, Object what) {}

        @Override
        public boolean spread(int operator, @Nullable String tag, Batch batch, boolean shared) {
            String way = operator + "/" + tag;
            while (batch.hasNext() && take(way, batch.value(batch.next()))) {
                batch.next(batch.next() + 1);
            }
            return !batch.hasNext();
        }

        private boolean take(String way, Object what) {
            if (room > 0 && aside.isEmpty()) {
                room--;
                leave(way, what);
                return true;
            }
            return overdrawing && aside.add(new Unsent(way, what));
        }

        void leave(String way, Object what) {
            left.computeIfAbsent(way, key -> new ArrayList<>()).add(what);
        }

        @Override
        public boolean control(int operator, Control control) {
            return control instanceof Control.Barrier || take(operator + "/null", control);
        }

        @Override
        public boolean flush() {
            while (room > 0 && !aside.isEmpty()) {
                room--;
                Unsent first = aside.remove(0);
                leave(first.way, first.what);
            }
            return aside.isEmpty();
        }

        @Override
        public void overdraw(boolean always) {
            overdrawing = always;
        }

        @Override
        public boolean isOverdrawn() {
            return !flush();
        }
    }

    /** A chain, what comes to it and what has left it. */
    private static final class Run {
        final Output output = new Output();
        final List<Numbering> operators = new ArrayList<>();
        final List<Link> links = new ArrayList<>();
        final List<TaskSnapshot> passed = new ArrayList<>();
        final Interruptions interruptions;
        private @Nullable Chain chain;

        Run(Shape shape, Random random, boolean interrupted) {
            interruptions = new Interruptions(random);
            ValueCodec codec = ValueCodec.create(AllowedTypes.builder().build());
            Sharing sharing = new Sharing(codec);
            for (int i = 0; i < shape.times.length; i++) {
                Numbering operator = new Numbering(shape.times[i], interruptions);
                operators.add(operator);
                Emitter out = new Emitter(CAPACITY, Set.of(SIDE.id()), sharing);
                links.add(ChainTest.link(i, operator, codec, out, shape.outlets.get(i)));
            }
            this.interrupted = interrupted;
        }

        private final boolean interrupted;

        Chain chain() {
            Chain made = chain;
            if (made == null) {
                Chain.Listener listener = new Chain.Listener() {
                    @Override
                    public void onSnapshot(TaskSnapshot snapshot) {
                        passed.add(snapshot);
                    }

                    @Override
                    public void onEndOfInput() {}
                };
                made = new Chain(links, output, listener, new TaskMetrics(false, 1, 0), () -> 0);
                chain = made;
                interruptions.chain = interrupted ? made : null;
            }
            return made;
        }

        void restore(TaskSnapshot snapshot, Overtaken overtaken) {
            for (int i = 0; i < operators.size(); i++) {
                Held state = (Held) snapshot.parts().get(i).snapshot();
                operators.get(i).number = state.number;
                operators.get(i).held = new ArrayList<>(state.values);
            }
            for (InFlight piece : overtaken.inFlight()) {
                InFlight.InChain between = (InFlight.InChain) piece;
                links.get(between.place()).replay(between.input(), between.batch());
            }
        }

        /** Works through what comes, from one of it on. */
        void finish(List<Batch> input, int from, Random random) throws Exception {
            int next = from;
            while (true) {
                output.room += random.nextInt(6);
                if (chain().advance()) {
                    if (next == input.size()) {
                        break;
                    }
                    chain().offer(0, copy(input.get(next++)));
                }
            }
            output.room = Integer.MAX_VALUE;
            output.flush();
        }
    }

    private static Batch copy(Batch batch) {
        Batch copy = batch.rest(value -> value);
        copy.control(batch.control());
        return copy;
    }

    private static List<Batch> input(Random random) {
        List<Batch> batches = new ArrayList<>();
        int record = 0;
        for (int i = 0; i < 6; i++) {
            Batch batch = new Batch(8);
            for (int r = random.nextInt(7); r > 0; r--) {
                batch.add("r" + record++, 0);
            }
            batch.control(random.nextBoolean() ? new Control.Watermark(i) : null);
            batches.add(batch);
        }
        return batches;
    }

    @RepeatedTest(1000)
    void when_a_barrier_overtakes_at_any_point_then_the_chain_and_a_restored_one_give_what_an_undisturbed_one_does(
            RepetitionInfo repetition) throws Exception {
        long seed = SEED + repetition.getCurrentRepetition();
        Random random = new Random(seed);
        Shape shape = Shape.random(random);
        List<Batch> input = input(random);
        Run undisturbed = new Run(shape, random, false);
        undisturbed.finish(input, 0, random);

        Run run = new Run(shape, random, true);
        int offered = 0;
        for (int steps = random.nextInt(60); steps > 0; steps--) {
            run.output.room += random.nextInt(3);
            if (run.chain().advance() && offered < input.size()) {
                run.chain().offer(0, copy(input.get(offered++)));
            }
        }
        boolean inside = random.nextInt(4) == 0 && run.chain().advance();
        if (inside) {
            run.chain().offer(0, Batch.of(new Control.Barrier(SnapshotRequest.first(1))));
        }
        Sharing sharing = new Sharing(ValueCodec.create(AllowedTypes.builder().build()));
        Overtaken overtaken = new Overtaken(sharing);
        TaskSnapshot taken = run.chain().overtake(new Control.Barrier(SnapshotRequest.first(1), true), overtaken);
        TaskSnapshot snapshot = taken == null ? run.passed.get(0) : taken;
        Map<String, List<Object>> before = new TreeMap<>();
        run.output.left.forEach((way, gone) -> before.put(way, List.copyOf(gone)));
        List<Output.Unsent> unsent = List.copyOf(run.output.aside);

        run.finish(input, offered, random);
        assertThat(run.output.left).as("seed %s, gone on", seed).isEqualTo(undisturbed.output.left);
        assertThat(run.passed).hasSizeLessThanOrEqualTo(1);

        Run restored = new Run(shape, random, true);
        restored.restore(snapshot, overtaken);
        before.forEach((way, gone) -> gone.forEach(what -> restored.output.leave(way, what)));
        unsent.forEach(piece -> restored.output.leave(piece.way, piece.what));
        restored.finish(input, offered, random);
        assertThat(restored.output.left).as("seed %s, restored", seed).isEqualTo(undisturbed.output.left);
    }
}
