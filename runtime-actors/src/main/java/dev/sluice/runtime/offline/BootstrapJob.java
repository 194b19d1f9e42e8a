package dev.sluice.runtime.offline;

import dev.sluice.api.DataStream;
import dev.sluice.api.Dataflow;
import dev.sluice.api.Parameters;
import dev.sluice.api.connector.Sink;
import dev.sluice.api.connector.Source;
import dev.sluice.api.graph.DefinitionException;
import dev.sluice.api.graph.GraphNode;
import dev.sluice.api.graph.JobGraph;
import dev.sluice.api.graph.OperatorSpec;
import dev.sluice.api.graph.OperatorSpec.SourceSpec;
import dev.sluice.runtime.task.FillingJob;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/** The job that fills the state of one operator. */
final class BootstrapJob implements FillingJob {
    private final String uid;
    private final int maxParallelism;
    private final Bootstrap bootstrap;
    private final Inputs inputs;

    /** @throws DefinitionException if it is no such job */
    BootstrapJob(String uid, int maxParallelism, Bootstrap bootstrap) {
        this.uid = uid;
        this.maxParallelism = maxParallelism;
        this.bootstrap = bootstrap;
        JobGraph graph = Dataflow.define(this, Parameters.none());
        check(graph);
        inputs = new Inputs((int) graph.nodes().stream()
                .filter(node -> node.spec() instanceof SourceSpec)
                .count());
    }

    private void check(JobGraph graph) {
        if (graph.maxParallelism() != maxParallelism) {
            throw new DefinitionException("the bootstrap of operator \"" + uid + "\" has " + graph.maxParallelism()
                    + " key groups, and the savepoint " + maxParallelism + ": leave out its flow.maxParallelism()");
        }
        for (GraphNode node : graph.nodes()) {
            if (node.spec() instanceof OperatorSpec.ReactiveSourceSpec) {
                throw new DefinitionException("the bootstrap of operator \"" + uid + "\" reads \"" + node.name()
                        + "\", a stream that does not say when it ends: read it with flow.source()");
            }
            boolean keepsNone = !node.spec().stateful()
                    || node.spec() instanceof SourceSpec
                    || node.spec() instanceof OperatorSpec.AsyncSpec;
            if (uid.equals(node.uid()) && keepsNone) {
                throw new DefinitionException("the bootstrap of operator \"" + uid + "\" ends in \"" + node.name()
                        + "\", a " + node.spec().label() + ", which keeps no state that could be filled: end it with"
                        + " the operator that keeps it, for example keyBy().process()");
            }
        }
    }

    @Override
    public String name() {
        String name = "bootstrap-" + uid;
        return name.length() > 64 ? name.substring(0, 64) : name;
    }

    @Override
    public void define(Dataflow flow, Parameters params) {
        flow.maxParallelism(maxParallelism).packagesOf(bootstrap.getClass());
        end(Objects.requireNonNull(bootstrap.define(flow)));
    }

    private <T> void end(DataStream<T> filled) {
        Sink<T> nowhere = context -> (record, timestamp) -> {};
        filled.uid(uid).sink("$nowhere", nowhere).uid("nowhere-" + Integer.toHexString(uid.hashCode()));
    }

    /** Completes when all is read. */
    CompletableFuture<Void> ended() {
        return inputs.ended();
    }

    @Override
    public boolean isFilled(String of) {
        return of.equals(uid);
    }

    @Override
    @SuppressWarnings("unchecked") // the definition's types fit together
    public SourceSpec staying(String operator, SourceSpec spec) {
        return new SourceSpec(inputs.staying(operator, (Source<Object>) spec.source()), spec.eventTime());
    }
}
