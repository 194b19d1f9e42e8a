package dev.sluice.runtime.task;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/**
 * Barriers that overtake what is in a chain, at any point at which it can be: between two records, in the middle of
 * firing, without room. The chain goes on, another is restored, and both give what an undisturbed one does.
 */
class ChainOvertakingTest {
    private static final long SEED = Long.getLong("sluice.seed", System.nanoTime());
    private static final int CAPACITY = 4;

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

    /** Room for so many more; what is taken without is put aside. */
    private static final class Output implements TaskOutput {
        final List<Object> left = new ArrayList<>();
        final List<Object> aside = new ArrayList<>();
        int room;
        boolean overdrawing;

        @Override
        public boolean spread(int operator, @Nullable String tag, Batch batch) {
            while (batch.hasNext() && take(batch.value(batch.next()))) {
                batch.next(batch.next() + 1);
            }
            return !batch.hasNext();
        }

        private boolean take(Object what) {
            if (room > 0 && aside.isEmpty()) {
                room--;
                left.add(what);
                return true;
            }
            return overdrawing && aside.add(what);
        }

        @Override
        public boolean control(Control control) {
            return control instanceof Control.Barrier || take(control);
        }

        @Override
        public boolean flush() {
            while (room > 0 && !aside.isEmpty()) {
                room--;
                left.add(aside.remove(0));
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

        Run(int[] times, Random random, boolean interrupted) {
            interruptions = new Interruptions(random);
            ValueCodec codec = ValueCodec.create(AllowedTypes.builder().build());
            Sharing sharing = new Sharing(codec);
            for (int i = 0; i < times.length; i++) {
                Numbering operator = new Numbering(times[i], interruptions);
                operators.add(operator);
                links.add(ChainTest.link(i, operator, codec, new Emitter(CAPACITY, Set.of(), sharing)));
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
                links.get(between.place()).replay(between);
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

    @RepeatedTest(400)
    void when_a_barrier_overtakes_at_any_point_then_the_chain_and_a_restored_one_give_what_an_undisturbed_one_does(
            RepetitionInfo repetition) throws Exception {
        long seed = SEED + repetition.getCurrentRepetition();
        Random random = new Random(seed);
        int[] times = random.ints(1 + random.nextInt(3), 1, 4).toArray();
        List<Batch> input = input(random);
        Run undisturbed = new Run(times, random, false);
        undisturbed.finish(input, 0, random);

        Run run = new Run(times, random, true);
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
        List<Object> before = new ArrayList<>(run.output.left);
        List<Object> unsent = new ArrayList<>(run.output.aside);

        run.finish(input, offered, random);
        assertThat(run.output.left).as("seed %s, gone on", seed).isEqualTo(undisturbed.output.left);
        assertThat(run.passed).hasSizeLessThanOrEqualTo(1);

        Run restored = new Run(times, random, true);
        restored.restore(snapshot, overtaken);
        restored.output.left.addAll(before);
        restored.output.left.addAll(unsent);
        restored.finish(input, offered, random);
        assertThat(restored.output.left).as("seed %s, restored", seed).isEqualTo(undisturbed.output.left);
    }
}
