package dev.sluice.api.library;

import dev.sluice.api.function.AggregateFunction;
import dev.sluice.api.window.WindowFunction;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The first records of an order, of each key and window or of each key so far. Only those are kept, so a window costs
 * memory for {@code n} records however many come. Of records that compare as equal the one that came first is ahead;
 * where the arrival of records differs from run to run, give an order in which none are equal.
 *
 * <pre>{@code
 * bids.keyBy(Bid::auction)
 *         .window(Windows.tumbling(Duration.ofMinutes(1)))
 *         .aggregateAndApply(TopN.of(10, Comparator.comparingLong(Bid::price).reversed()), TopN.ranks())
 * }</pre>
 *
 * @param <T> the type of the records
 */
public final class TopN<T> implements AggregateFunction<T, List<T>, List<T>> {
    private final int n;
    private final Comparator<? super T> order;

    private TopN(int n, Comparator<? super T> order) {
        this.n = n;
        this.order = order;
    }

    /**
     * @param n how many
     * @param order which come first
     * @param <T> the type of the records
     * @return the first {@code n} records, in order; fewer if there are no more
     * @throws IllegalArgumentException if {@code n} is not positive
     */
    public static <T> TopN<T> of(int n, Comparator<? super T> order) {
        if (n < 1) {
            throw new IllegalArgumentException("the first " + n + " records are none: n must be at least 1");
        }
        return new TopN<>(n, order);
    }

    /**
     * @param <K> the type of the key
     * @param <T> the type of the records
     * @return makes a result of each of a window's records, with its rank
     */
    public static <K, T> WindowFunction<K, List<T>, Ranked<T>> ranks() {
        return (key, window, tops, out) -> {
            for (List<T> top : tops) {
                for (int i = 0; i < top.size(); i++) {
                    out.collect(new Ranked<>(i + 1, top.get(i)));
                }
            }
        };
    }

    @Override
    public List<T> createAccumulator() {
        return new ArrayList<>();
    }

    @Override
    public List<T> add(T record, List<T> top) {
        int place = top.size();
        while (place > 0 && order.compare(record, top.get(place - 1)) < 0) {
            place--;
        }
        if (place < n) {
            if (top.size() == n) {
                top.remove(n - 1);
            }
            top.add(place, record);
        }
        return top;
    }

    @Override
    public List<T> result(List<T> top) {
        return List.copyOf(top);
    }

    @Override
    public List<T> merge(List<T> into, List<T> other) {
        for (T record : other) {
            add(record, into);
        }
        return into;
    }
}
