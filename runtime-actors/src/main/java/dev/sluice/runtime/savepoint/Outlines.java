package dev.sluice.runtime.savepoint;

import dev.sluice.api.graph.GraphNode;
import dev.sluice.api.graph.OperatorSpec;
import dev.sluice.persistence.checkpoint.JobOutline;
import dev.sluice.persistence.checkpoint.OperatorOutline;
import dev.sluice.runtime.plan.PhysicalPlan;
import dev.sluice.runtime.plan.Vertex;
import dev.sluice.runtime.protocol.JobSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What manifests say of a job. */
public final class Outlines {
    private Outlines() {}

    /**
     * @param plan the job's plan
     * @param job how it is run
     * @return what whoever begins from its state must know
     */
    public static JobOutline of(PhysicalPlan plan, JobSpec job) {
        return of(plan, job.continues());
    }

    /**
     * @param plan the job's plan
     * @param continues by run, up to which checkpoint the results of earlier runs are part of this one's
     * @return what whoever begins from its state must know
     */
    public static JobOutline of(PhysicalPlan plan, Map<String, Long> continues) {
        List<OperatorOutline> operators = new ArrayList<>();
        for (Vertex vertex : plan.vertices()) {
            for (GraphNode operator : vertex.operators()) {
                operators.add(new OperatorOutline(
                        uid(operator),
                        operator.name(),
                        vertex.id(),
                        vertex.parallelism(),
                        operator.spec() instanceof OperatorSpec.SinkSpec));
            }
        }
        return new JobOutline(
                plan.graph().job(), plan.graph().fingerprint(), plan.graph().maxParallelism(), operators, continues);
    }

    /** What an operator's state is found by. */
    static String uid(GraphNode operator) {
        return operator.uid() == null ? operator.name() : operator.uid();
    }
}
