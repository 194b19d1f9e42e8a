package dev.sluice.examples.chaos;

import dev.sluice.api.Dataflow;
import dev.sluice.api.JobDefinition;
import dev.sluice.api.ParameterSpec;
import dev.sluice.api.Parameters;
import dev.sluice.api.window.Aggregates;
import dev.sluice.connectors.Generator;
import dev.sluice.connectors.csv.CsvFiles;
import java.util.List;

/** Numbers without end, counted by their remainder: as many keys as one likes, and now and then a line of output. */
public final class WideState implements JobDefinition {
    private static final long SAMPLED = 20_000;

    /** A number that was seen, and how many of its remainder had been by then. */
    public record Seen(long number, long count) {}

    /** For the service loader. */
    public WideState() {}

    @Override
    public void define(Dataflow flow, Parameters params) {
        long keys = params.integer("keys");
        flow.source("numbers", Generator.of(n -> n, Long.MAX_VALUE))
                .keyBy(n -> n % keys)
                .aggregate(Aggregates.count(), Seen::new)
                .name("counts")
                .filter(seen -> seen.number() % SAMPLED == 0)
                .sink("sample", CsvFiles.write(params.path("output"), Seen.class));
    }

    @Override
    public List<ParameterSpec> parameters() {
        return List.of(
                ParameterSpec.required("output", "the folder to write to").asPath(),
                ParameterSpec.optional("keys", "how many remainders there are", "1000000"));
    }
}
