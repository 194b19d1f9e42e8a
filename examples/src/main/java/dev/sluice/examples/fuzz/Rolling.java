package dev.sluice.examples.fuzz;

import dev.sluice.api.DataStream;
import dev.sluice.api.KeyedStream;
import dev.sluice.api.function.Collector;
import dev.sluice.api.function.KeyedProcessFunction;
import dev.sluice.api.join.Change;
import dev.sluice.api.library.Deduplicate;
import dev.sluice.api.state.ListState;
import dev.sluice.api.window.Aggregates;
import dev.sluice.api.window.Windows;
import dev.sluice.examples.fuzz.Signal.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Stages by key whose results depend on the order of a key's records, and on timers. */
enum Rolling implements Stage {
    /** The sum after each record. */
    SUM {
        @Override
        DataStream<Row> define(KeyedStream<Long, Row> keyed, String name) {
            // A rolling result carries the time of its record, which the result function does not see.
            return keyed.reduce((one, other) -> new Row(one.key(), one.value() + other.value(), other.time()))
                    .name(name);
        }

        @Override
        public List<Signal> compute(List<Signal> input) {
            Map<Long, Long> sums = new HashMap<>();
            List<Signal> out = new ArrayList<>();
            for (Signal signal : input) {
                if (signal instanceof Row row) {
                    out.add(new Row(row.key(), sums.merge(row.key(), row.value(), Long::sum), row.time()));
                } else {
                    out.add(signal);
                }
            }
            return out;
        }
    },
    /** The first record of each key. */
    FIRST {
        @Override
        DataStream<Row> define(KeyedStream<Long, Row> keyed, String name) {
            return keyed.process(Deduplicate.first()).name(name);
        }

        @Override
        public List<Signal> compute(List<Signal> input) {
            Map<Long, Row> first = new LinkedHashMap<>();
            return input.stream()
                    .filter(signal -> !(signal instanceof Row row) || first.putIfAbsent(row.key(), row) == null)
                    .toList();
        }
    },
    /** The last record of each key, as changes: what is taken back has the negative of its value. */
    LAST {
        @Override
        DataStream<Row> define(KeyedStream<Long, Row> keyed, String name) {
            return keyed.process(Deduplicate.<Long, Row>last())
                    .name(name)
                    .map(change -> signed(change.row(), change.kind() == Change.Kind.DELETE));
        }

        @Override
        public List<Signal> compute(List<Signal> input) {
            Map<Long, Row> last = new HashMap<>();
            List<Signal> out = new ArrayList<>();
            for (Signal signal : input) {
                if (signal instanceof Row row) {
                    Row before = last.put(row.key(), row);
                    if (before != null) {
                        out.add(signed(before, true));
                    }
                }
                out.add(signal);
            }
            return out;
        }
    },
    /** How many records came since the last timer; timers are at multiples of an interval. */
    TIMERS {
        @Override
        DataStream<Row> define(KeyedStream<Long, Row> keyed, String name) {
            return keyed.process(new Counted()).name(name);
        }

        @Override
        public List<Signal> compute(List<Signal> input) {
            Map<Long, List<Long>> values = new HashMap<>();
            TreeMap<Long, List<Long>> timers = new TreeMap<>();
            List<Signal> out = new ArrayList<>();
            for (Signal signal : input) {
                if (signal instanceof Row row) {
                    values.computeIfAbsent(row.key(), k -> new ArrayList<>()).add(row.value());
                    long due = (Math.floorDiv(row.time(), INTERVAL) + 1) * INTERVAL;
                    List<Long> keys = timers.computeIfAbsent(due, t -> new ArrayList<>());
                    if (!keys.contains(row.key())) {
                        keys.add(row.key());
                    }
                } else if (signal instanceof Signal.Mark mark) {
                    while (!timers.isEmpty() && timers.firstKey() <= mark.time()) {
                        Map.Entry<Long, List<Long>> due = timers.pollFirstEntry();
                        for (long key : due.getValue()) {
                            List<Long> seen = values.remove(key);
                            if (seen != null) {
                                out.add(new Row(key, hash(seen), due.getKey()));
                            }
                        }
                    }
                    out.add(mark);
                }
            }
            return out;
        }
    },
    /** The sum of each so many records. */
    COUNT_WINDOWS {
        @Override
        DataStream<Row> define(KeyedStream<Long, Row> keyed, String name) {
            return keyed.window(Windows.count(WIDTH, SLIDE))
                    .aggregate(Aggregates.sum(Row::value), (window, key, sum) -> new Row(key, sum, 0))
                    .name(name);
        }

        @Override
        public List<Signal> compute(List<Signal> input) {
            Map<Long, List<Long>> values = new HashMap<>();
            List<Signal> out = new ArrayList<>();
            for (Signal signal : input) {
                if (!(signal instanceof Row row)) {
                    continue; // what follows does not look at times
                }
                List<Long> seen = values.computeIfAbsent(row.key(), k -> new ArrayList<>());
                seen.add(row.value());
                if (seen.size() % SLIDE == 0) {
                    List<Long> last = seen.subList(Math.max(0, seen.size() - WIDTH), seen.size());
                    out.add(new Row(
                            row.key(), last.stream().mapToLong(value -> value).sum(), 0));
                }
            }
            return out;
        }
    };

    private static final long INTERVAL = 50;
    private static final int WIDTH = 5;
    private static final int SLIDE = 2;

    /** Whether its results do not depend on event time. */
    boolean isTimeless() {
        return this != TIMERS;
    }

    abstract DataStream<Row> define(KeyedStream<Long, Row> keyed, String name);

    @Override
    public DataStream<Row> define(DataStream<Row> input, String name) {
        return define(input.keyBy(Row::key), name);
    }

    @Override
    public String describe() {
        return name();
    }

    private static Row signed(Row row, boolean negative) {
        return negative ? new Row(row.key(), -row.value(), row.time()) : row;
    }

    private static long hash(List<Long> values) {
        long hash = 1;
        for (long value : values) {
            hash = 31 * hash + value;
        }
        return hash;
    }

    private static final class Counted extends KeyedProcessFunction<Long, Row, Row> {
        private final ListState<Long> values = listState("values", Long.class);

        @Override
        public void process(Row row, Context<Long> context, Collector<Row> out) {
            values.add(row.value());
            context.timers().registerEventTimeTimer((Math.floorDiv(row.time(), INTERVAL) + 1) * INTERVAL);
        }

        @Override
        public void onTimer(long time, TimerContext<Long> context, Collector<Row> out) {
            List<Long> seen = values.get();
            if (!seen.isEmpty()) {
                out.collect(new Row(context.key(), hash(seen), time));
                values.clear();
            }
        }
    }
}
