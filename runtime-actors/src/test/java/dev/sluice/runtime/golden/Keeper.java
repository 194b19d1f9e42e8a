package dev.sluice.runtime.golden;

import dev.sluice.api.function.AggregateFunction;
import dev.sluice.api.function.Collector;
import dev.sluice.api.function.KeyedProcessFunction;
import dev.sluice.api.state.AggregatingState;
import dev.sluice.api.state.ListState;
import dev.sluice.api.state.MapState;
import dev.sluice.api.state.ReducingState;
import dev.sluice.api.state.StateTtl;
import dev.sluice.api.state.ValueState;
import dev.sluice.api.window.Aggregates;
import java.time.Duration;
import java.util.TreeMap;

/** Keeps state of every kind by owner, with timers of both kinds. */
final class Keeper extends KeyedProcessFunction<String, Parcel, String> {
    static final long CLOCK = 1_000_000;

    private final ValueState<Dossier> dossier = valueState("dossier", Dossier.class);
    private final ValueState<Long> last =
            valueState("last", Long.class, StateTtl.of(Duration.ofHours(1)).inEventTime());
    private final ListState<Dossier.Label> labels = listState("labels", Dossier.Label.class);
    private final ListState<String> recent =
            listState("recent", String.class, StateTtl.of(Duration.ofSeconds(1)).inEventTime());
    private final MapState<Parcel.Size, Parcel> bySize = mapState("by-size", Parcel.Size.class, Parcel.class);
    private final MapState<Long, String> lately = mapState(
            "lately",
            Long.class,
            String.class,
            StateTtl.of(Duration.ofSeconds(1)).inEventTime());
    private final ReducingState<Long> highest = reducingState("highest", Math::max, Long.class);
    private final ReducingState<Parcel> latest =
            reducingState("latest", (a, b) -> a.time() > b.time() ? a : b, Parcel.class);
    private final AggregatingState<Parcel, Double> average =
            aggregatingState("average", Aggregates.average(Parcel::volume));
    private final AggregatingState<Parcel, String> weights = aggregatingState("weights", new Weighing());

    @Override
    public void process(Parcel parcel, Context<String> context, Collector<String> out) throws Exception {
        dossier.update(Dossier.of(parcel, dossier.value()));
        last.update(parcel.id());
        labels.add(new Dossier.Barcode(parcel.id()));
        recent.add("p" + parcel.id());
        bySize.put(parcel.size(), parcel);
        lately.put(parcel.id() % 4, parcel.owner() + parcel.id());
        highest.add(parcel.volume());
        latest.add(parcel);
        average.add(parcel);
        weights.add(parcel);
        context.timers().registerEventTimeTimer(parcel.time() / 700 * 700 + 700);
        if (parcel.id() % 10 == 0) {
            context.timers().registerProcessingTimeTimer(CLOCK + 1_000 + parcel.id());
        }
    }

    @Override
    public void onTimer(long time, TimerContext<String> context, Collector<String> out) {
        if (!context.isEventTime()) {
            out.collect("clock " + context.key() + " " + time);
            return;
        }
        out.collect("keeper " + context.key() + " " + time + " " + dossier.value() + " " + last.value() + " "
                + labels.get() + " " + recent.get() + " " + new TreeMap<>(bySize.entries()) + " "
                + new TreeMap<>(lately.entries()) + " " + highest.get() + " " + latest.get() + " " + average.get()
                + " " + weights.get());
    }

    /** Primitive fields of every type, so that it is kept as a row where it is an aggregate's. */
    static final class Weights {
        long count;
        double sum;
        int most;
        float last;
        short row;
        byte level;
        char letter = 'z';
        boolean heavy;

        @Override
        public String toString() {
            return count + " " + sum + " " + most + " " + last + " " + row + " " + level + " " + letter + " " + heavy;
        }
    }

    /** Into an accumulator of numbers. */
    static final class Weighing implements AggregateFunction<Parcel, Weights, String> {
        @Override
        public Weights createAccumulator() {
            return new Weights();
        }

        @Override
        public Weights add(Parcel parcel, Weights weights) {
            weights.count++;
            weights.sum += parcel.volume() / 2d;
            weights.most = Math.max(weights.most, (int) parcel.volume());
            weights.last = parcel.volume() / 4f;
            weights.row = (short) -parcel.shelf();
            weights.level = (byte) parcel.id();
            weights.letter = (char) Math.min(weights.letter, 'a' + parcel.id());
            weights.heavy |= parcel.volume() > 25;
            return weights;
        }

        @Override
        public String result(Weights weights) {
            return weights.toString();
        }

        @Override
        public Weights merge(Weights into, Weights other) {
            into.count += other.count;
            into.sum += other.sum;
            into.most = Math.max(into.most, other.most);
            into.last = Math.max(into.last, other.last);
            into.row = (short) Math.min(into.row, other.row);
            into.level = (byte) Math.max(into.level, other.level);
            into.letter = (char) Math.min(into.letter, other.letter);
            into.heavy |= other.heavy;
            return into;
        }
    }
}
