package dev.sluice.examples.fuzz;

import dev.sluice.api.DataStream;
import dev.sluice.api.WindowedStream;
import dev.sluice.api.library.TopN;
import dev.sluice.api.window.Aggregates;
import dev.sluice.examples.fuzz.Signal.Row;
import java.util.Comparator;
import java.util.List;

/** What a window of a random job makes of its records. */
enum Folding {
    SUM {
        @Override
        DataStream<Row> define(WindowedStream<Long, Row> windows) {
            return windows.aggregate(
                    Aggregates.sum(Row::value), (window, key, sum) -> new Row(key, sum, window.maxTimestamp()));
        }

        @Override
        long of(List<Row> rows) {
            return rows.stream().mapToLong(Row::value).sum();
        }
    },
    SPREAD {
        @Override
        DataStream<Row> define(WindowedStream<Long, Row> windows) {
            return windows.aggregate(
                    Aggregates.of(Aggregates.max(Row::value), Aggregates.min(Row::value)),
                    (window, key, most, least) -> new Row(key, most - least, window.maxTimestamp()));
        }

        @Override
        long of(List<Row> rows) {
            return rows.stream().mapToLong(Row::value).max().orElseThrow()
                    - rows.stream().mapToLong(Row::value).min().orElseThrow();
        }
    },
    GREATEST {
        @Override
        DataStream<Row> define(WindowedStream<Long, Row> windows) {
            return windows.reduce(
                    (one, other) -> one.value() >= other.value() ? one : other,
                    (key, window, rows, out) ->
                            rows.forEach(row -> out.collect(new Row(key, row.value(), window.maxTimestamp()))));
        }

        @Override
        long of(List<Row> rows) {
            return rows.stream().mapToLong(Row::value).max().orElseThrow();
        }
    },
    TOP {
        @Override
        DataStream<Row> define(WindowedStream<Long, Row> windows) {
            return windows.aggregate(
                    TopN.of(MOST, Comparator.comparingLong(Row::value).reversed()),
                    (window, key, top) ->
                            new Row(key, top.stream().mapToLong(Row::value).sum(), window.maxTimestamp()));
        }

        @Override
        long of(List<Row> rows) {
            return rows.stream()
                    .mapToLong(row -> -row.value())
                    .sorted()
                    .limit(MOST)
                    .map(value -> -value)
                    .sum();
        }
    },
    ORDERED {
        @Override
        DataStream<Row> define(WindowedStream<Long, Row> windows) {
            return windows.apply((key, window, rows, out) -> {
                long hash = 1;
                for (Row row : rows) {
                    hash = 31 * hash + row.value();
                }
                out.collect(new Row(key, hash, window.maxTimestamp()));
            });
        }

        @Override
        long of(List<Row> rows) {
            long hash = 1;
            for (Row row : rows) {
                hash = 31 * hash + row.value();
            }
            return hash;
        }
    };

    private static final int MOST = 3;

    abstract DataStream<Row> define(WindowedStream<Long, Row> windows);

    abstract long of(List<Row> rows);
}
