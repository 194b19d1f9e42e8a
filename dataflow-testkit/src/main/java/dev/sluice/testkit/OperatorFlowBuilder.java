package dev.sluice.testkit;

import dev.sluice.api.DataStream;
import dev.sluice.api.Dataflow;
import dev.sluice.api.JobDefinition;
import dev.sluice.api.Parameters;
import dev.sluice.api.function.OutputTag;
import dev.sluice.api.function.TimestampFunction;
import dev.sluice.api.time.WatermarkStrategy;
import dev.sluice.api.time.Watermarks;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Says how one operator is to be tested; made by {@link TestFlow#operator}.
 *
 * @param <I> the type of the records that the test feeds
 * @param <O> the type of the operator's results
 */
public final class OperatorFlowBuilder<I, O> {
    static final String INPUT = "input";
    static final String OPERATOR = "operator";
    static final String OUTPUT = "output";

    /** So far behind the records that only the test's own watermarks count. */
    private static final Duration NEVER = Duration.ofMillis(Long.MAX_VALUE / 2);

    private final Class<I> input;
    private final Function<DataStream<I>, DataStream<O>> operator;
    private final List<OutputTag<?>> sides = new ArrayList<>();
    private @Nullable TimestampFunction<? super I> timestamp;
    private WatermarkStrategy<? super I> watermarks = Watermarks.boundedOutOfOrderness(NEVER);
    private int parallelism = 1;
    private Instant start = Instant.EPOCH;

    OperatorFlowBuilder(Class<I> input, Function<DataStream<I>, DataStream<O>> operator) {
        this.input = input;
        this.operator = operator;
    }

    /**
     * Reads event times off the records, and makes watermarks of them. Unless this is called, records have the times
     * that they are {@linkplain OperatorFlow#emitAt emitted at}, and watermarks are the test's.
     *
     * @param timestampOf reads the event time off a record, epoch milliseconds
     * @param strategy how far behind the watermark follows
     * @return this
     */
    public OperatorFlowBuilder<I, O> eventTime(
            TimestampFunction<? super I> timestampOf, WatermarkStrategy<? super I> strategy) {
        timestamp = timestampOf;
        watermarks = strategy;
        return this;
    }

    /**
     * @param tags side outputs of the operator that the test reads
     * @return this
     */
    public OperatorFlowBuilder<I, O> sideOutputs(OutputTag<?>... tags) {
        sides.addAll(List.of(tags));
        return this;
    }

    /**
     * @param subtasks of the operator; 1 unless this is called
     * @return this
     */
    public OperatorFlowBuilder<I, O> parallelism(int subtasks) {
        parallelism = subtasks;
        return this;
    }

    /**
     * @param time what the clock shows at first (processing time); 1970-01-01T00:00:00Z unless this is called
     * @return this
     */
    public OperatorFlowBuilder<I, O> at(Instant time) {
        start = time;
        return this;
    }

    /**
     * Makes the operator and opens its functions.
     *
     * @return the operator, waiting for input
     * @throws dev.sluice.api.graph.DefinitionException if it cannot be run
     * @throws OperatorFailedException if a function cannot be opened
     */
    public OperatorFlow<I, O> build() {
        TimestampFunction<? super I> times = timestamp == null ? new FedTime() : timestamp;
        JobDefinition job = JobDefinition.named("test", (flow, params) -> define(flow, times));
        Set<String> packages = Set.copyOf(List.of(operator.getClass().getPackageName(), input.getPackageName()));
        TestedJob tested = new TestedJob(job, Parameters.none(), Map.of(), packages);
        return new OperatorFlow<>(new TestFlow(tested, parallelism, new TestClock(start)), input);
    }

    private void define(Dataflow flow, TimestampFunction<? super I> times) {
        DataStream<I> stream = flow.source(INPUT, new Nowhere<I>()).eventTime(times, watermarks);
        // All subtasks of the operator get what one reader reads.
        stream.parallelism(1);
        DataStream<O> results = operator.apply(stream).name(OPERATOR);
        for (OutputTag<?> tag : sides) {
            results.sideOutput(tag)
                    .sink("side output " + tag.id(), new Nowhere<>())
                    .uid("side-" + sides.indexOf(tag));
        }
        results.sink(OUTPUT, new Nowhere<>());
    }
}
