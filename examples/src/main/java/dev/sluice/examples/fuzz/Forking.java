package dev.sluice.examples.fuzz;

import dev.sluice.api.DataStream;
import dev.sluice.api.function.OutputTag;
import dev.sluice.examples.fuzz.Signal.Row;
import java.util.List;

/** Takes the rows apart by key, along a side output and two readers of one output, and together again. */
final class Forking implements Stage {
    private static final OutputTag<Row> ODD = OutputTag.of("odd");

    @Override
    public String describe() {
        return "forked";
    }

    @Override
    public DataStream<Row> define(DataStream<Row> input, String name) {
        DataStream<Row> split = input.<Row>process((row, context, out) -> {
                    if (row.key() % 2 == 0) {
                        out.collect(row);
                    } else {
                        context.output(ODD, row);
                    }
                })
                .name(name)
                .parallelism(1);
        DataStream<Row> fourths =
                split.filter(row -> row.key() % 4 == 0).name(name + "-4").parallelism(1);
        DataStream<Row> halves =
                split.filter(row -> row.key() % 4 != 0).name(name + "-2").parallelism(1);
        DataStream<Row> odd =
                split.sideOutput(ODD).map(row -> row).name(name + "-1").parallelism(1);
        return fourths.union(halves, odd);
    }

    /** The rows of a key go one way, so their order stays. */
    @Override
    public List<Signal> compute(List<Signal> input) {
        return input;
    }
}
