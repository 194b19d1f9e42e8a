package dev.sluice.runtime.offline;

import dev.sluice.api.DataStream;
import dev.sluice.api.Dataflow;

/**
 * Fills the state of one operator out of streams that end. Run by every subtask to build the same graph, as a
 * {@link dev.sluice.api.JobDefinition} is:
 *
 * <pre>{@code
 * flow -> flow.source("old", CsvFiles.read(file, Balance.class))
 *         .keyBy(Balance::account)
 *         .process(new LoadTotals())
 * }</pre>
 */
@FunctionalInterface
public interface Bootstrap {

    /**
     * Describes the graph.
     *
     * @param flow where sources begin, all of which must end
     * @return what the operator emits whose state is filled; it goes nowhere
     */
    DataStream<?> define(Dataflow flow);
}
