package dev.sluice.benchmarks.measure;

import dev.sluice.benchmarks.workload.Observer;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Takes the time of one run, from the first emission to the last output. */
public final class Measurement implements Observer {
    private final AtomicReference<@Nullable Moment> begin = new AtomicReference<>();
    private final List<Tally> tallies = new CopyOnWriteArrayList<>();

    /** Nothing seen yet. */
    public Measurement() {}

    @Override
    public void emitting() {
        if (begin.get() == null) {
            begin.compareAndSet(null, Moment.now());
        }
    }

    @Override
    public Outputs outputs() {
        Tally tally = new Tally();
        tallies.add(tally);
        return tally;
    }

    /**
     * To be asked once the run has ended and its threads' work is visible to the caller.
     *
     * @param events how many went in
     * @return what came of the run
     * @throws IllegalStateException if there was no event or no output
     */
    public Result result(long events) {
        Moment first = begin.get();
        Moment last = tallies.stream()
                .map(Tally::last)
                .filter(Objects::nonNull)
                .max(Comparator.comparingLong(Moment::nanos))
                .orElse(null);
        if (first == null || last == null) {
            throw new IllegalStateException("the run had no output");
        }
        return new Result(
                events,
                (last.nanos() - first.nanos()) / 1e9,
                (last.cpuNanos() - first.cpuNanos()) / 1e9,
                tallies.stream().mapToLong(Tally::outputs).sum(),
                tallies.stream().mapToLong(Tally::checksum).sum());
    }
}
