package dev.sluice.runtime.task;

import dev.sluice.api.connector.DeadLetter;
import dev.sluice.api.function.AggregateFunction;
import dev.sluice.api.function.StatefulFunction;
import dev.sluice.api.graph.Finish;
import dev.sluice.api.graph.Fold;
import dev.sluice.api.graph.GraphEdge;
import dev.sluice.api.graph.GraphNode;
import dev.sluice.api.graph.JobGraph;
import dev.sluice.api.graph.OperatorSpec;
import dev.sluice.api.graph.Partitioning;
import dev.sluice.api.state.DeclaredState;
import dev.sluice.api.state.StateDeclaration;
import dev.sluice.api.types.TypeInference;
import dev.sluice.api.window.Trigger;
import dev.sluice.api.window.Window;
import dev.sluice.persistence.serde.AllowedTypes;
import dev.sluice.runtime.operator.Pane;
import dev.sluice.runtime.operator.PaneTimer;
import dev.sluice.runtime.operator.Session;

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
        AllowedTypes.Builder types = AllowedTypes.builder();
        types.declarePackage(Window.class.getPackageName());
        types.declare(DeadLetter.class);
        types.declare(Session.class);
        types.declare(Pane.class);
        types.declare(PaneTimer.class);
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

    private static void declare(OperatorSpec spec, AllowedTypes.Builder types) {
        if (spec instanceof OperatorSpec.KeyedProcessSpec process) {
            declare(process.function(), types);
        } else if (spec instanceof OperatorSpec.BroadcastProcessSpec process) {
            declare(process.function(), types);
        } else if (spec instanceof OperatorSpec.AggregateSpec aggregate) {
            declare(aggregate.function(), types);
        } else if (spec instanceof OperatorSpec.WindowSpec window) {
            declare(window, types);
        }
    }

    private static void declare(OperatorSpec.WindowSpec window, AllowedTypes.Builder types) {
        if (window.fold() instanceof Fold.Aggregate fold) {
            declare(fold.function(), types);
        }
        if (window.finish() instanceof Finish.Process process) {
            declare(process.function(), types);
            declare(process.function().declaredWindowState(), types);
        }
        if (window.trigger() != null) {
            declareTrigger(window.trigger(), types);
        }
    }

    private static void declareTrigger(Trigger<?> trigger, AllowedTypes.Builder types) {
        declare(trigger, types);
        trigger.children().forEach(child -> declareTrigger(child, types));
    }

    private static void declare(StatefulFunction function, AllowedTypes.Builder types) {
        declare(function.declaredState(), types);
    }

    private static void declare(DeclaredState declared, AllowedTypes.Builder types) {
        for (StateDeclaration state : declared.declarations()) {
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
