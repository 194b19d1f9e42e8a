package dev.sluice.api.graph;

import dev.sluice.api.join.CoGroupFunction;
import dev.sluice.api.window.ProcessWindowFunction;
import dev.sluice.api.window.WindowFunction;
import dev.sluice.api.window.WindowResultFunction;

/** What a window makes of what it kept when it fires. */
public sealed interface Finish {

    /** The fold's result as it is. */
    record Plain() implements Finish {}

    /** @param function one result of the fold's result */
    record Result(WindowResultFunction<?, ?, ?> function) implements Finish {}

    /** @param function any number of results */
    record Apply(WindowFunction<?, ?, ?> function) implements Finish {}

    /** @param function any number of results, with state */
    record Process(ProcessWindowFunction<?, ?, ?> function) implements Finish {}

    /** @param function any number of results of the records of both inputs */
    record CoGroup(CoGroupFunction<?, ?, ?, ?> function) implements Finish {}
}
