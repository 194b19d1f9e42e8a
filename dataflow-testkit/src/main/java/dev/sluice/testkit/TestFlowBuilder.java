package dev.sluice.testkit;

import dev.sluice.api.JobDefinition;
import dev.sluice.api.Parameters;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Says how a job is to be tested; made by {@link TestFlow#of}. */
public final class TestFlowBuilder {
    private final JobDefinition definition;
    private final Parameters params;
    private final Map<String, Integer> splits = new HashMap<>();
    private int parallelism = 1;
    private Instant start = Instant.EPOCH;

    TestFlowBuilder(JobDefinition definition, Parameters params) {
        this.definition = definition;
        this.params = params;
    }

    /**
     * @param subtasks how many an operator has unless the definition says otherwise; 1 unless this is called
     * @return this
     */
    public TestFlowBuilder parallelism(int subtasks) {
        if (subtasks < 1) {
            throw new IllegalArgumentException("the parallelism must be at least 1, but is " + subtasks);
        }
        parallelism = subtasks;
        return this;
    }

    /**
     * @param time what the clock shows at first (processing time); 1970-01-01T00:00:00Z unless this is called
     * @return this
     */
    public TestFlowBuilder at(Instant time) {
        start = time;
        return this;
    }

    /**
     * @param source the name of a source
     * @param number how many splits it has, each with a watermark of its own; one unless this is called
     * @return this
     */
    public TestFlowBuilder splits(String source, int number) {
        if (number < 1) {
            throw new IllegalArgumentException(
                    "source \"" + source + "\" needs at least one split, but is given " + number);
        }
        splits.put(source, number);
        return this;
    }

    /**
     * Defines the job, checks it as if it were submitted, and opens its functions.
     *
     * @return the job, waiting for input
     * @throws dev.sluice.api.graph.DefinitionException if it cannot be run
     * @throws dev.sluice.api.ParameterException if a parameter is missing, unknown or malformed
     * @throws OperatorFailedException if a function cannot be opened
     */
    public TestFlow build() {
        return new TestFlow(new TestedJob(definition, params, splits, Set.of()), parallelism, new TestClock(start));
    }
}
