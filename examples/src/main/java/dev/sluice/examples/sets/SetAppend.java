package dev.sluice.examples.sets;

import dev.sluice.api.Dataflow;
import dev.sluice.api.JobDefinition;
import dev.sluice.api.ParameterException;
import dev.sluice.api.ParameterSpec;
import dev.sluice.api.Parameters;
import dev.sluice.connectors.csv.CsvFiles;
import java.util.List;

/** Appends what producers invent to lists, and writes down each list at intervals of its size and at the end. */
public final class SetAppend implements JobDefinition {
    /** For the service loader. */
    public SetAppend() {}

    @Override
    public void define(Dataflow flow, Parameters params) {
        Producers producers = new Producers(
                params.integer("seed"),
                positive(params, "producers"),
                positive(params, "lists"),
                params.integer("per-producer"),
                params.integer("rate"));
        flow.source("appends", producers)
                .keyBy(Append::list)
                .process(new KeyedLists(positive(params, "read-every")))
                .name("lists")
                .sink("reads", CsvFiles.write(params.path("output"), ListRead.class));
    }

    private static int positive(Parameters params, String name) {
        long value = params.integer(name);
        if (value < 1 || value > Integer.MAX_VALUE) {
            throw new ParameterException("the parameter \"" + name + "\" must be 1 or more, but is " + value);
        }
        return (int) value;
    }

    @Override
    public String description() {
        return "Appends elements of producers to lists, and reads the lists as they grow.";
    }

    @Override
    public List<ParameterSpec> parameters() {
        return List.of(
                ParameterSpec.optional("producers", "how many append", "8"),
                ParameterSpec.optional("per-producer", "how many elements each of them appends", "10000"),
                ParameterSpec.optional("lists", "to how many lists", "100"),
                ParameterSpec.optional("read-every", "a list is read each time it has grown by so many", "100"),
                ParameterSpec.optional("seed", "another one invents other elements", "1"),
                ParameterSpec.optional("rate", "elements a second; 0: as many as it can", "0"),
                ParameterSpec.required("output", "folder for the CSV files of the lists")
                        .asPath());
    }
}
