package dev.sluice.examples.fuzz;

import dev.sluice.api.DataStream;
import dev.sluice.api.JoinedStreams;
import dev.sluice.api.join.JoinFunction;
import dev.sluice.api.window.Windows;
import dev.sluice.examples.fuzz.Signal.Row;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * A join of two sources, neither of which is ever late: in which order their records come is open, so only what does
 * not depend on it is compared.
 *
 * @param kind which join
 * @param width of its windows or of the distance, milliseconds
 */
record Joining(Kind kind, int width) {

    /** Which join. */
    enum Kind {
        INNER_WINDOW,
        FULL_WINDOW,
        INTERVAL,
        AS_OF,
        ALL
    }

    private static final JoinFunction<Row, Row, Row> PAIR = Joining::pair;

    static Joining random(Random random) {
        return new Joining(Choice.of(Kind.values(), random), 1 + random.nextInt(120));
    }

    private static Row pair(@Nullable Row left, @Nullable Row right) {
        long key = left != null ? left.key() : right != null ? right.key() : 0;
        return new Row(key, 1_000_000 * (left == null ? -1 : left.value()) + (right == null ? -1 : right.value()), 0);
    }

    DataStream<Row> define(DataStream<Row> left, DataStream<Row> right, String name) {
        JoinedStreams<Long, Row, Row> joined = left.keyBy(Row::key).join(right.keyBy(Row::key));
        Duration length = Duration.ofMillis(width);
        DataStream<Row> results = switch (kind) {
            case INNER_WINDOW -> joined.window(Windows.tumbling(length)).inner(PAIR);
            case FULL_WINDOW -> joined.window(Windows.tumbling(length)).full(PAIR);
            case INTERVAL -> joined.between(length.negated(), length).inner(PAIR);
            case AS_OF -> joined.asOfOrNull(PAIR);
            case ALL -> joined.inner(PAIR);
        };
        return results.name(name);
    }

    /** Whether its results do not depend on event time. */
    boolean isTimeless() {
        return kind == Kind.ALL;
    }

    List<Row> compute(List<Row> left, List<Row> right) {
        List<Row> out = new ArrayList<>();
        for (Row one : left) {
            boolean alone = true;
            for (Row other : right) {
                if (one.key() == other.key() && match(one, other)) {
                    alone = false;
                    if (kind != Kind.AS_OF) {
                        out.add(pair(one, other));
                    }
                }
            }
            if (kind == Kind.AS_OF) {
                out.add(pair(one, latest(one, right)));
            } else if (kind == Kind.FULL_WINDOW && alone) {
                out.add(pair(one, null));
            }
        }
        if (kind == Kind.FULL_WINDOW) {
            for (Row other : right) {
                if (left.stream().noneMatch(one -> one.key() == other.key() && match(one, other))) {
                    out.add(pair(null, other));
                }
            }
        }
        return out;
    }

    private boolean match(Row left, Row right) {
        return switch (kind) {
            case INNER_WINDOW, FULL_WINDOW ->
                Math.floorDiv(left.time(), (long) width) == Math.floorDiv(right.time(), (long) width);
            case INTERVAL -> Math.abs(left.time() - right.time()) <= width;
            case AS_OF -> right.time() <= left.time();
            case ALL -> true;
        };
    }

    private static @Nullable Row latest(Row left, List<Row> right) {
        Row latest = null;
        for (Row other : right) {
            if (other.key() == left.key()
                    && other.time() <= left.time()
                    && (latest == null || other.time() >= latest.time())) {
                latest = other;
            }
        }
        return latest;
    }
}
