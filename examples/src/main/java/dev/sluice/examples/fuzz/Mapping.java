package dev.sluice.examples.fuzz;

import dev.sluice.api.DataStream;
import dev.sluice.examples.fuzz.Signal.Row;
import java.util.List;

/** Stages without state. */
enum Mapping implements Stage {
    SCALE {
        @Override
        public DataStream<Row> define(DataStream<Row> input, String name) {
            return input.map(Mapping::scaled);
        }

        @Override
        List<Row> of(Row row) {
            return List.of(scaled(row));
        }
    },
    DROP {
        @Override
        public DataStream<Row> define(DataStream<Row> input, String name) {
            return input.filter(row -> row.value() % 3 != 0);
        }

        @Override
        List<Row> of(Row row) {
            return row.value() % 3 != 0 ? List.of(row) : List.of();
        }
    },
    TWICE {
        @Override
        public DataStream<Row> define(DataStream<Row> input, String name) {
            return input.flatMap((row, out) -> {
                out.collect(row);
                out.collect(scaled(row));
            });
        }

        @Override
        List<Row> of(Row row) {
            return List.of(row, scaled(row));
        }
    },
    REKEY {
        @Override
        public DataStream<Row> define(DataStream<Row> input, String name) {
            return input.map(row -> new Row(row.value() % 5, row.value(), row.time()));
        }

        @Override
        List<Row> of(Row row) {
            return List.of(new Row(row.value() % 5, row.value(), row.time()));
        }
    };

    private static final int FACTOR = 7;

    abstract List<Row> of(Row row);

    private static Row scaled(Row row) {
        return new Row(row.key(), row.value() * FACTOR + 1, row.time());
    }

    @Override
    public String describe() {
        return name();
    }

    @Override
    public List<Signal> compute(List<Signal> input) {
        return input.stream()
                .flatMap(signal ->
                        signal instanceof Row row ? of(row).stream().map(Signal.class::cast) : List.of(signal).stream())
                .toList();
    }
}
