package dev.sluice.runtime.operator;

import static dev.sluice.runtime.operator.Input.item;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.JobDefinition;
import dev.sluice.api.function.AggregateFunction;
import dev.sluice.api.function.Collector;
import dev.sluice.api.function.KeyedProcessFunction;
import dev.sluice.api.function.ReduceFunction;
import dev.sluice.api.function.TaskInfo;
import dev.sluice.api.state.AggregatingState;
import dev.sluice.api.state.ReducingState;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class FoldingStateTest {
    private static final long SEED = Long.getLong("sluice.seed", System.nanoTime());

    /** An accumulator that changes in place and is its own result. */
    private static final class Joined implements AggregateFunction<Tally, List<Tally>, List<Tally>> {
        private String opened = "";

        @Override
        public void open(TaskInfo task) {
            opened = task.operator();
        }

        @Override
        public List<Tally> createAccumulator() {
            assertThat(opened).isEqualTo("it");
            return new ArrayList<>();
        }

        @Override
        public List<Tally> add(Tally tally, List<Tally> all) {
            all.add(tally);
            return all;
        }

        @Override
        public List<Tally> result(List<Tally> all) {
            return all;
        }

        @Override
        public List<Tally> merge(List<Tally> into, List<Tally> other) {
            throw new UnsupportedOperationException("state has nothing to merge");
        }
    }

    /** Changes whatever it has in hand, as functions do that were not written for this. */
    private static final class Folding extends KeyedProcessFunction<String, Tally, String> {
        private final ReducingState<Tally> sum = reducingState("sum", AllStates::add, Tally.class);
        private final ReducingState<Tally> latest = reducingState("latest", keepLatest(), Tally.class);
        private final AggregatingState<Tally, List<Tally>> all = aggregatingState("all", new Joined());

        private static ReduceFunction<Tally> keepLatest() {
            return (before, tally) -> tally;
        }

        @Override
        public void process(Tally tally, Context<String> context, Collector<String> out) throws Exception {
            if (tally.sum == 0) {
                sum.clear();
                latest.clear();
                all.clear();
                assertThat(sum.get()).isNull();
                assertThat(all.get()).isNull();
                return;
            }
            sum.add(tally);
            latest.add(tally);
            all.add(tally);
            tally.sum = -1000;
            List<Tally> result = all.get();
            assertThat(result).isNotNull();
            out.collect(context.key() + ":" + sum.get() + latest.get() + result);
            result.forEach(each -> each.sum = -2000);
            result.clear();
        }
    }

    @Test
    void when_values_are_folded_then_state_is_what_a_loop_makes_of_them() throws Exception {
        System.out.println("folding state: repeat with -Dsluice.seed=" + SEED);
        Random random = new Random(SEED);
        JobDefinition job = (flow, params) -> flow.source("source", Ends.<Tally>source())
                .keyBy(Tally::key)
                .process(new Folding())
                .name("it")
                .sink("sink", Ends.sink());
        List<Input> inputs = new ArrayList<>();
        TreeMap<String, List<Tally>> naive = new TreeMap<>();
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            String key = "k" + random.nextInt(6);
            long number = random.nextInt(8);
            inputs.add(item(new Tally(key, number), i));
            List<Tally> all = naive.computeIfAbsent(key, k -> new ArrayList<>());
            if (number == 0) {
                all.clear();
            } else {
                Tally last = new Tally(key, number);
                all.add(last);
                Tally sum = new Tally(key, 0);
                for (Tally each : all) {
                    sum.sum += each.sum;
                }
                expected.add(key + ":" + sum + last + all);
            }
        }
        var observed = OperatorHarness.of(job, "it")
                .keyedBy(result -> result.toString().split(":")[0])
                .run(inputs);
        assertThat(observed.values()).as("seed %s", SEED).map(String::valueOf).isEqualTo(expected);
    }
}
