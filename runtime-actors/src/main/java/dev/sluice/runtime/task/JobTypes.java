package dev.sluice.runtime.task;

import dev.sluice.api.connector.DeadLetter;
import dev.sluice.api.function.AggregateFunction;
import dev.sluice.api.graph.Fold;
import dev.sluice.api.graph.GraphEdge;
import dev.sluice.api.graph.GraphNode;
import dev.sluice.api.graph.JobGraph;
import dev.sluice.api.graph.OperatorSpec;
import dev.sluice.api.graph.Partitioning;
import dev.sluice.api.join.Change;
import dev.sluice.api.library.Ranked;
import dev.sluice.api.state.StateDeclaration;
import dev.sluice.api.types.TypeInference;
import dev.sluice.api.window.Window;
import dev.sluice.persistence.serde.AllowedTypes;
import dev.sluice.runtime.operator.Pane;
import dev.sluice.runtime.operator.PaneTimer;
import dev.sluice.runtime.operator.Session;
import dev.sluice.runtime.operator.Sides;
import dev.sluice.runtime.operator.Timed;
import dev.sluice.runtime.operator.TimedRecords;
import java.util.List;

/**
 * The classes that a job's snapshots may contain: what its definition shows, what it declares, and its own packages.
 */
public final class JobTypes {
    private JobTypes() {}

    /**
     * @param graph the job
     * @return its types
     */
    public static AllowedTypes of(JobGraph graph) {
        AllowedTypes.Builder types = ofEngine();
        graph.types().forEach(types::declare);
        graph.packages().forEach(types::declarePackage);
        for (GraphNode node : graph.nodes()) {
            for (GraphEdge edge : node.inputs()) {
                if (edge.partitioning() instanceof Partitioning.Hash hash) {
                    types.declare(hash.type());
                }
            }
            declare(node.spec(), types);
        }
        return types.build();
    }

    /** @return a builder with what the engine and its library put around the values of jobs */
    public static AllowedTypes.Builder ofEngine() {
        AllowedTypes.Builder types = AllowedTypes.builder();
        types.declarePackage(Window.class.getPackageName());
        types.declare(DeadLetter.class);
        types.declare(Session.class);
        types.declare(Timed.class);
        types.declare(Pane.class);
        types.declare(PaneTimer.class);
        types.declare(Sides.class);
        types.declare(TimedRecords.class);
        types.declare(Change.class);
        types.declare(Change.Kind.class);
        types.declare(Ranked.class);
        return types;
    }

    private static void declare(OperatorSpec spec, AllowedTypes.Builder types) {
        declare(spec.declaredState(), types);
        declare(spec.declaredWindowState(), types);
        if (spec instanceof OperatorSpec.AggregateSpec aggregate) {
            declare(aggregate.function(), types);
        } else if (spec instanceof OperatorSpec.WindowSpec window && window.fold() instanceof Fold.Aggregate fold) {
            declare(fold.function(), types);
        }
    }

    private static void declare(List<StateDeclaration> states, AllowedTypes.Builder types) {
        for (StateDeclaration state : states) {
            types.declare(state.valueType());
            if (state.mapKeyType() != null) {
                types.declare(state.mapKeyType());
            }
        }
    }

    private static void declare(AggregateFunction<?, ?, ?> function, AllowedTypes.Builder types) {
        TypeInference.typeArgument(function.getClass(), AggregateFunction.class, 1)
                .ifPresent(types::declare);
    }
}
