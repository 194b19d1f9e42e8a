package dev.sluice.runtime.operator;

import static dev.sluice.runtime.operator.Input.item;
import static dev.sluice.runtime.operator.Input.watermark;
import static dev.sluice.runtime.operator.Output.main;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.DataStream;
import dev.sluice.api.JobDefinition;
import dev.sluice.api.async.AsyncOptions;
import dev.sluice.api.async.LookupCache;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Asynchronous operators run in all the ways the engine may run them; answers come in the opposite order. */
class AsyncHarnessTest {
    private static OperatorHarness under(Function<DataStream<Object>, DataStream<?>> operator) {
        JobDefinition job = (flow, params) ->
                operator.apply(flow.source("source", Ends.source())).name("it").sink("sink", Ends.sink());
        return OperatorHarness.of(job, "it");
    }

    private static List<Input> inputs() {
        List<Input> inputs = new ArrayList<>();
        for (long i = 1; i <= 20; i++) {
            inputs.add(item(i, 100 + i));
            if (i % 6 == 0) {
                inputs.add(watermark(90 + i));
            }
        }
        return inputs;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 100})
    void when_results_are_ordered_then_it_makes_no_difference_how_they_come(int capacity) throws Exception {
        var observed = under(stream -> stream.async(
                        record -> Answers.ask(record, -(Long) record),
                        AsyncOptions.ordered().capacity(capacity)))
                .run(inputs());
        assertThat(observed.outputs()).hasSize(40).startsWith(main(1L, 101), main(-1L, 101), main(2L, 102));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 100})
    void when_results_are_unordered_then_each_comes_once_between_its_watermarks(int capacity) throws Exception {
        var observed = under(stream -> stream.async(
                        record -> Answers.ask(record), AsyncOptions.unordered().capacity(capacity)))
                .keyedBy(result -> result)
                .run(inputs());
        assertThat(observed.outputs()).hasSize(20).contains(main(20L, 120));
    }

    @Test
    void when_rows_are_looked_up_then_it_makes_no_difference_how_they_come() throws Exception {
        var observed = under(stream -> stream.lookupJoin(
                                record -> (Long) record % 4,
                                key -> key == 0 ? Answers.ask() : Answers.ask("row " + key))
                        .cache(LookupCache.of(2, Duration.ofMinutes(1)))
                        .left((record, row) -> record + ": " + row))
                .run(inputs());
        assertThat(observed.outputs())
                .hasSize(20)
                .startsWith(main("1: row 1", 101), main("2: row 2", 102), main("3: row 3", 103), main("4: null", 104));
    }
}
