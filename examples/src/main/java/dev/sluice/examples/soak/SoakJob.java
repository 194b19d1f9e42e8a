package dev.sluice.examples.soak;

import dev.sluice.api.DataStream;
import dev.sluice.api.Dataflow;
import dev.sluice.api.JobDefinition;
import dev.sluice.api.Parameters;
import dev.sluice.connectors.csv.CsvFiles;
import java.nio.file.Path;

/** The job that soaks: totals by key, in the folders {@code steps} and {@code totals}. */
final class SoakJob implements JobDefinition {
    static final String NAME = "soak";

    private final Load load;
    private final LateEnd end;
    private final Path output;

    SoakJob(Load load, LateEnd end, Path output) {
        this.load = load;
        this.end = end;
        this.output = output;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void define(Dataflow flow, Parameters params) {
        DataStream<Step> totals = flow.source("numbers", new Numbers(load, end))
                .keyBy(Event::key)
                .process(new Totals(load))
                .name("totals");
        totals.sideOutput(Totals.STEPS).sink("steps", CsvFiles.write(output.resolve("steps"), Step.class));
        totals.sink("end", CsvFiles.write(output.resolve("totals"), Step.class));
    }
}
