package dev.sluice.api;

import java.util.List;

/**
 * A job. It is run by every subtask to rebuild the same graph, so it must be a pure function of its parameters: no
 * clock, no randomness, no looking at files.
 */
@FunctionalInterface
public interface JobDefinition {

    /**
     * Describes the graph.
     *
     * @param flow where sources begin
     * @param params what the user gave
     */
    void define(Dataflow flow, Parameters params);

    /** @return the job's name, by default the class name as in {@code flight-delays} */
    default String name() {
        return JobNames.of(getClass());
    }

    /** @return one line for people */
    default String description() {
        return "";
    }

    /** @return the options that the job takes; others are refused */
    default List<ParameterSpec> parameters() {
        return List.of();
    }

    /**
     * Gives a lambda a name.
     *
     * @param name the job's name
     * @param definition the job
     * @return the job with that name; it accepts any parameter
     */
    static JobDefinition named(String name, JobDefinition definition) {
        return new NamedJob(name, definition);
    }
}
