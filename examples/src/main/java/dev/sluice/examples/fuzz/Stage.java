package dev.sluice.examples.fuzz;

import dev.sluice.api.DataStream;
import dev.sluice.examples.fuzz.Signal.Row;
import java.util.List;

/** A part of a random job, and what it means. */
interface Stage {

    /** In words, to find the culprit. */
    String describe();

    /** Adds it to a job. */
    DataStream<Row> define(DataStream<Row> input, String name);

    /** The same over a list; marks go through. */
    List<Signal> compute(List<Signal> input);
}
