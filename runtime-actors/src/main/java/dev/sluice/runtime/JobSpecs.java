package dev.sluice.runtime;

import dev.sluice.api.Dataflow;
import dev.sluice.api.JobDefinition;
import dev.sluice.api.Parameters;
import dev.sluice.api.graph.DefinitionException;
import dev.sluice.api.graph.GraphNode;
import dev.sluice.api.graph.JobGraph;
import dev.sluice.api.state.StateDeclaration;
import dev.sluice.persistence.serde.Serializability;
import dev.sluice.runtime.job.StateBackendKind;
import dev.sluice.runtime.plan.PhysicalPlan;
import dev.sluice.runtime.plan.Planner;
import dev.sluice.runtime.protocol.JobSpec;
import java.util.List;
import java.util.Map;

/** From definitions to what is journaled of them, and back. */
public final class JobSpecs {
    private JobSpecs() {}

    /**
     * Checks a definition as far as that is possible without running it.
     *
     * @param definition the job
     * @param params what it is given
     * @param options how it is run
     * @param standard where state is kept if the options do not say it
     * @param runSuffix makes the run's id unique
     * @return what is journaled
     */
    public static JobSpec of(
            JobDefinition definition,
            Parameters params,
            JobOptions options,
            StateBackendKind standard,
            String runSuffix) {
        JobGraph graph = Dataflow.define(definition, params);
        Planner.plan(graph, options.parallelism());
        check(graph);
        return new JobSpec(
                graph.job(),
                graph.job() + "-" + runSuffix,
                params.asMap(),
                graph.fingerprint(),
                options.parallelism(),
                options.checkpointInterval().toMillis(),
                options.checkpointTimeout().toMillis(),
                options.retainedCheckpoints(),
                options.rate().orElse(Long.MAX_VALUE),
                options.restart().maxRestarts(),
                options.restart().firstDelay().toMillis(),
                options.restart().maxDelay().toMillis(),
                options.alignedTimeout().toMillis(),
                options.stateBackend().orElse(standard),
                Map.of());
    }

    /**
     * @param spec a job
     * @param definitions those that this JVM knows, by name
     * @return its plan
     */
    public static PhysicalPlan plan(JobSpec spec, Map<String, JobDefinition> definitions) {
        JobDefinition definition = definitions.get(spec.job());
        if (definition == null) {
            throw new IllegalStateException("this node does not know the job \"" + spec.job() + "\"");
        }
        return Planner.plan(Dataflow.define(definition, Parameters.of(spec.parameters())), spec.parallelism());
    }

    /**
     * What must be right before a job is submitted, besides what its definition is checked for.
     *
     * @param graph the job
     * @throws DefinitionException if a function keeps state that cannot be part of a checkpoint
     */
    public static void check(JobGraph graph) {
        graph.nodes().forEach(JobSpecs::checkState);
    }

    private static void checkState(GraphNode node) {
        check(node, node.spec().declaredState());
        check(node, node.spec().declaredWindowState());
    }

    private static void check(GraphNode node, List<StateDeclaration> states) {
        for (StateDeclaration state : states) {
            Serializability.problem(state.valueType()).ifPresent(problem -> {
                throw new DefinitionException("operator \"" + node.name() + "\" keeps state \"" + state.name()
                        + "\" that cannot be part of a checkpoint: " + problem);
            });
        }
    }
}
