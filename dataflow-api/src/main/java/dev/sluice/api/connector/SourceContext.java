package dev.sluice.api.connector;

import dev.sluice.api.function.Counter;
import dev.sluice.api.function.TaskInfo;

/** What a source is given. */
public interface SourceContext {

    /** @return where it runs */
    TaskInfo task();

    /**
     * @param name the counter's name, shown with the job's figures
     * @return a counter of this operator
     */
    Counter counter(String name);

    /**
     * @param type for example an actor system, for connectors that are built on one
     * @param <S> the type of the service
     * @return the runtime's own instance
     * @throws IllegalArgumentException if the runtime has none
     */
    <S> S service(Class<S> type);
}
