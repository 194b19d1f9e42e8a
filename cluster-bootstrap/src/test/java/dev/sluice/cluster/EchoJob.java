package dev.sluice.cluster;

import dev.sluice.api.Dataflow;
import dev.sluice.api.JobDefinition;
import dev.sluice.api.ParameterSpec;
import dev.sluice.api.Parameters;
import dev.sluice.api.connector.Sink;
import dev.sluice.api.connector.SinkContext;
import dev.sluice.api.connector.SinkWriter;
import dev.sluice.api.connector.Source;
import dev.sluice.api.connector.SourceContext;
import dev.sluice.api.connector.SourceReader;
import dev.sluice.api.connector.Split;
import java.util.List;

/** A job with every kind of parameter. */
public final class EchoJob implements JobDefinition {
    /** For the service loader. */
    public EchoJob() {}

    @Override
    public String name() {
        return "echo";
    }

    @Override
    public String description() {
        return "Says what it hears.";
    }

    @Override
    public List<ParameterSpec> parameters() {
        return List.of(
                ParameterSpec.required("input", "what it hears").asPath(),
                ParameterSpec.optional("volume", "how loud", "11"),
                ParameterSpec.optional("rate", "of speech: an option that all jobs have is called so too", null));
    }

    @Override
    public void define(Dataflow flow, Parameters params) {
        params.integer("volume");
        if (params.integer("volume") > 11) {
            flow.source("silence", new Nothing()); // a stream without a sink
            return;
        }
        flow.source("silence", new Nothing()).sink("void", new Void());
    }

    private static final class Nothing implements Source<String> {
        @Override
        public List<Split> splits(int parallelism) {
            return List.of();
        }

        @Override
        public SourceReader<String> open(Split split, long position, SourceContext context) {
            throw new AssertionError("there is no split");
        }
    }

    private static final class Void implements Sink<String> {
        @Override
        public SinkWriter<String> open(SinkContext context) {
            return (record, timestamp) -> {};
        }
    }
}
