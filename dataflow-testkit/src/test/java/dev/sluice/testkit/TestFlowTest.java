package dev.sluice.testkit;

import static dev.sluice.testkit.SluiceAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.api.DataStream;
import dev.sluice.api.JobDefinition;
import dev.sluice.api.function.OutputTag;
import dev.sluice.api.graph.DefinitionException;
import dev.sluice.api.time.Watermarks;
import dev.sluice.api.window.Windows;
import dev.sluice.connectors.Console;
import dev.sluice.connectors.Generator;
import dev.sluice.persistence.serde.UndeclaredTypeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TestFlowTest {
    private static Instant second(long seconds) {
        return Instant.ofEpochSecond(seconds);
    }

    private static TestSource<Reading> source(TestFlow flow, String name) {
        return flow.source(name, Reading.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void when_the_watermark_of_both_sources_passes_a_window_then_it_fires_once(int parallelism) {
        try (TestFlow flow =
                TestFlow.of(Jobs.everything()).parallelism(parallelism).build()) {
            TestOutput<Sum> sums = flow.sink("sums", Sum.class);
            source(flow, "inside").emit(Reading.of("a", 1, 1), Reading.of("a", 2, 9), Reading.of("a", 4, 16));
            assertThat(sums).as("the other source holds time back").isEmpty();
            source(flow, "outside").emit(Reading.of("b", 8, 15));
            assertThat(sums).containsExactly(new Sum("a", 10, 3));
            assertThat(sums.timestamped()).containsExactly(new Timestamped<>(new Sum("a", 10, 3), 9_999));
            assertThat(sums.takeAll()).hasSize(1);
            flow.end();
            assertThat(sums.takeAll()).containsExactlyInAnyOrder(new Sum("a", 20, 4), new Sum("b", 20, 8));
            assertThat(sums.takeAll()).isEmpty();
            assertThat(sums).hasSize(3);
            assertThat(flow.operator("totals")).hasWatermark(Instant.MAX);
        }
    }

    @Test
    void when_a_record_is_late_then_it_goes_to_the_side_output_or_is_counted() {
        try (TestFlow flow = TestFlow.of(Jobs.everything()).build();
                TestFlow dropping = TestFlow.of(Jobs.dropping()).build()) {
            flow.watermark(second(10));
            Reading late = Reading.of("a", 1, 9);
            source(flow, "inside").emit(late, Reading.of("a", 1, 10));
            assertThat(flow.operator("totals").sideOutput(Jobs.LATE)).containsExactly(late);
            assertThat(flow.sink("late", Reading.class)).containsExactly(late);
            source(dropping, "readings").emit(Reading.of("a", 1, 10), Reading.of("a", 1, 11), late, late);
            assertThat(dropping.operator("totals")).hasDropped(2).hasWatermark(Instant.ofEpochMilli(10_999));
            dropping.restart();
            assertThat(dropping.operator("totals")).hasDropped(2);
        }
    }

    @Test
    void when_a_source_is_idle_or_has_ended_then_it_holds_back_nobody() {
        try (TestFlow flow = TestFlow.of(Jobs.everything()).build()) {
            source(flow, "inside").emit(Reading.of("a", 1, 1), Reading.of("a", 2, 15));
            source(flow, "outside").idle();
            assertThat(flow.sink("sums", Sum.class)).containsExactly(new Sum("a", 10, 1));
            source(flow, "outside").emit(Reading.of("b", 8, 16));
            source(flow, "inside").emit(Reading.of("a", 1, 30));
            assertThat(flow.sink("sums", Sum.class)).as("active again").hasSize(1);
            source(flow, "outside").end();
            assertThat(flow.sink("sums", Sum.class)).hasSize(3);
            assertThatThrownBy(() -> source(flow, "outside").emit(Reading.of("b", 8, 17)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("source \"outside\" has ended");
        }
    }

    @Test
    void when_the_clock_is_moved_then_each_timer_fires_at_its_own_time() {
        Instant start = second(100);
        try (TestFlow flow =
                TestFlow.of(Jobs.everything()).parallelism(2).at(start).build()) {
            TestOutput<String> words = flow.sink("words", String.class);
            source(flow, "inside").emit(Reading.of("a", 1, 1));
            flow.advance(Duration.ofSeconds(4));
            source(flow, "outside").emit(Reading.of("b", 1, 1));
            words.takeAll();
            flow.advance(Duration.ofSeconds(5));
            assertThat(words.takeAll()).isEmpty();
            flow.advance(Duration.ofSeconds(60));
            assertThat(words.takeAll()).containsExactly("a is silent at 110", "b is silent at 114");
            assertThat(flow.now()).isEqualTo(second(169));
            assertThatThrownBy(() -> flow.advance(Duration.ofMillis(-1))).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void shouldShowStateByKey(int parallelism) {
        try (TestFlow flow =
                TestFlow.of(Jobs.everything()).parallelism(parallelism).build()) {
            source(flow, "inside").emit(Reading.of("a", 5, 1), Reading.of("a", 5, 2), Reading.of("b", 7, 3));
            TestOperator watch = flow.operator("watch");
            assertThat(watch)
                    .hasState("count", "a", 2L)
                    .hasState("values", "a", List.of(5L, 5L))
                    .hasState("by-value", "a", Map.of(5L, 2L))
                    .hasState("largest", "a", 5L)
                    .hasState("sum", "a", 10L)
                    .hasNoState("largest", "c")
                    .hasNoState("sum", "c")
                    .hasState("count", "b", 1L)
                    .hasNoState("count", "c")
                    .hasNoState("values", "c")
                    .hasNoState("by-value", "c");
            assertThatThrownBy(() -> watch.state("cuont", "a"))
                    .hasMessageContaining("\"watch\" has no state \"cuont\"")
                    .hasMessageContaining("count, alarm, values, largest, sum, by-value");
            assertThatThrownBy(() -> watch.state("count", 1L)).hasMessageContaining("java.lang.String");
            assertThatThrownBy(() -> assertThat(watch).hasState("count", "a", 3L))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("state \"count\" of key a in operator \"watch\"");
            assertThatThrownBy(() -> flow.operator("totals").state("sum", "a")).hasMessageContaining("none");
        }
    }

    @Test
    void when_a_function_fails_then_emit_throws_with_the_operator_and_the_record_and_a_restore_mends_it() {
        try (TestFlow flow = TestFlow.of(Jobs.everything()).parallelism(2).build()) {
            source(flow, "inside").emit(Reading.of("a", 1, 1));
            Snapshot before = flow.snapshot();
            Reading unlucky = Reading.of("a", 13, 2);
            assertThatThrownBy(() -> source(flow, "inside").emit(unlucky))
                    .isInstanceOfSatisfying(OperatorFailedException.class, failure -> {
                        assertThat(failure.operator()).isEqualTo("watch");
                        assertThat(failure.record()).contains(unlucky.toString());
                    })
                    .hasMessageContaining("operator \"watch\"")
                    .hasMessageContaining(unlucky.toString())
                    .hasRootCauseMessage("bad luck");
            assertThatThrownBy(flow::end).hasMessageContaining("the job has failed: restore a snapshot");
            assertThat(flow.describe()).contains("failed: operator \"watch\"");
            flow.restore(before);
            assertThat(source(flow, "inside").position()).isEqualTo(1);
            source(flow, "inside").emit(Reading.of("a", 2, 2));
            assertThat(flow.operator("watch")).hasState("count", "a", 2L);
        }
    }

    @Test
    void when_a_name_is_unknown_then_the_error_lists_what_there_is() {
        try (TestFlow flow = TestFlow.of(Jobs.everything()).build()) {
            assertThatThrownBy(() -> flow.source("insid", Reading.class)).hasMessageContaining("inside, outside");
            assertThatThrownBy(() -> flow.sink("sum", Sum.class)).hasMessageContaining("late, negative, sums, words");
            assertThatThrownBy(() -> flow.operator("sum")).hasMessageContaining("totals, watch");
            assertThatThrownBy(() -> flow.operator("watch").sideOutput(OutputTag.of("odd")))
                    .hasMessageContaining("\"odd\" of operator \"watch\"")
                    .hasMessageContaining("negative");
            assertThatThrownBy(() -> source(flow, "inside").split(1)).hasMessageContaining(".splits(\"inside\"");
        }
        assertThatThrownBy(
                        () -> TestFlow.of(Jobs.everything()).splits("outsid", 2).build())
                .hasMessageContaining("inside, outside");
    }

    @Test
    void when_records_are_of_another_class_then_the_error_says_so() {
        try (TestFlow flow = TestFlow.of(Jobs.everything()).build()) {
            assertThatThrownBy(() -> flow.source("inside", Object.class).emit("text"))
                    .isInstanceOf(OperatorFailedException.class)
                    .hasMessageContaining("operator \"inside\"")
                    .hasRootCauseInstanceOf(ClassCastException.class);
        }
        try (TestFlow flow = TestFlow.of(Jobs.everything()).build()) {
            source(flow, "inside").emit(Reading.of("a", 1, 1));
            assertThatThrownBy(() -> flow.sink("words", Long.class).records())
                    .isInstanceOf(ClassCastException.class)
                    .hasMessageContaining("sink \"words\"");
        }
    }

    @Test
    void when_the_watermark_goes_back_then_it_is_refused() {
        try (TestFlow flow = TestFlow.of(Jobs.everything()).build()) {
            source(flow, "inside").watermark(second(10));
            assertThatThrownBy(() -> source(flow, "inside").watermark(second(9)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("cannot go back");
            source(flow, "inside").emit(Reading.of("a", 1, 2));
            source(flow, "outside").watermark(second(20));
            assertThat(flow.operator("totals")).hasWatermark(second(10));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void when_a_source_has_splits_then_each_has_a_watermark_of_its_own(int parallelism) {
        try (TestFlow flow = TestFlow.of(Jobs.dropping())
                .parallelism(parallelism)
                .splits("readings", 3)
                .build()) {
            TestSource<Reading> readings = source(flow, "readings");
            readings.split(0).emit(Reading.of("a", 1, 30));
            readings.split(1).emit(Reading.of("a", 2, 20));
            readings.split(2).emit(Reading.of("a", 4, 5));
            assertThat(flow.sink("sums", Sum.class)).isEmpty();
            readings.split(2).end();
            assertThat(flow.sink("sums", Sum.class)).containsExactly(new Sum("a", 10, 4));
            readings.split(1).emit(Reading.of("a", 8, 40));
            flow.rescale(2);
            readings.split(0).emit(Reading.of("a", 1, 40));
            readings.split(1).emit(Reading.of("a", 1, 40));
            assertThat(flow.sink("sums", Sum.class)).hasSize(3).contains(new Sum("a", 40, 1));
            assertThat(readings.position()).isEqualTo(6);
        }
    }

    @Test
    void when_a_definition_is_wrong_then_it_is_refused_as_it_would_be_when_it_is_submitted() {
        JobDefinition withoutTime = JobDefinition.named(
                "j",
                (flow, params) -> flow.source("readings", Generator.of(n -> Reading.of("x", n, n), 1))
                        .keyBy(Reading::sensor)
                        .window(Windows.tumbling(Duration.ofSeconds(10)))
                        .reduce((a, b) -> a)
                        .name("w")
                        .sink("s", Console.print()));
        assertThatThrownBy(() -> TestFlow.of(withoutTime).build()).isInstanceOf(DefinitionException.class);
    }

    @Test
    void when_a_class_is_not_declared_then_it_is_refused_on_its_way_to_another_subtask() {
        JobDefinition job = JobDefinition.named(
                "j",
                (flow, params) -> flow.source("numbers", Generator.numbers(1))
                        .map(n -> Pattern.compile("n" + n))
                        .name("box")
                        .rebalance()
                        .sink("s", Console.print()));
        try (TestFlow flow = TestFlow.of(job).build()) {
            assertThatThrownBy(() -> flow.source("numbers", Long.class).emit(1L))
                    .isInstanceOf(OperatorFailedException.class)
                    .hasMessageContaining("operator \"box\"")
                    .hasRootCauseInstanceOf(UndeclaredTypeException.class);
        }
    }

    @Test
    void when_an_inner_stage_gets_event_time_then_its_watermarks_are_the_ones_that_count() {
        JobDefinition job = JobDefinition.named("j", (flow, params) -> {
            DataStream<Reading> raw = flow.source("readings", Generator.of(n -> Reading.of("x", n, n), 1));
            raw.filter(reading -> reading.value() > 0)
                    .eventTime(Reading::time, Watermarks.monotonous())
                    .keyBy(Reading::sensor)
                    .window(Windows.tumbling(Duration.ofSeconds(10)))
                    .reduce((a, b) -> b)
                    .name("last")
                    .sink("s", Console.print());
        });
        try (TestFlow flow = TestFlow.of(job).parallelism(2).build()) {
            source(flow, "readings").emit(Reading.of("a", 1, 1), Reading.of("a", 2, 12));
            assertThat(flow.sink("s", Reading.class)).containsExactly(Reading.of("a", 1, 1));
            source(flow, "readings").watermark(second(100));
            assertThat(flow.sink("s", Reading.class)).as("not the source's").hasSize(1);
            flow.end();
            assertThat(flow.sink("s", Reading.class)).containsExactly(Reading.of("a", 1, 1), Reading.of("a", 2, 12));
        }
    }

    @Test
    void shouldReplaceReactiveSourcesAndSinksAndFeedSideOutputsOfSources() {
        OutputTag<String> dead = OutputTag.of("dead");
        JobDefinition job = JobDefinition.named("j", (flow, params) -> {
            flow.<Long>subscribe("in", context -> {
                        throw new AssertionError("never opened");
                    })
                    .map(n -> n + 1)
                    .publish("out", context -> {
                        throw new AssertionError("never opened");
                    });
            DataStream<Long> numbers = flow.source("numbers", Generator.numbers(1));
            numbers.sink("numbers-out", Console.print());
            numbers.sideOutput(dead).sink("letters", Console.print());
        });
        try (TestFlow flow = TestFlow.of(job).parallelism(2).build()) {
            flow.source("in", Long.class).emit(1L, 2L);
            assertThat(flow.sink("out", Long.class)).containsExactly(2L, 3L);
            flow.source("numbers", Long.class).output(dead, "letter");
            assertThat(flow.sink("letters", String.class)).containsExactly("letter");
            assertThat(flow.operator("numbers").sideOutput(dead)).containsExactly("letter");
            assertThatThrownBy(() -> flow.source("in", Long.class).output(dead, "letter"))
                    .hasMessageContaining("nothing reads a side output \"dead\" of operator \"in\"");
            flow.restart();
            flow.end();
        }
    }

    /** What a record holds may change after it was emitted, as anywhere else. */
    @Test
    void when_the_test_changes_what_it_has_emitted_then_the_job_does_not_notice() {
        JobDefinition job = JobDefinition.named(
                "j",
                (flow, params) -> flow.source("lists", Generator.of(n -> new ArrayList<>(List.of(n)), 1))
                        .sink("out", Console.print()));
        try (TestFlow flow = TestFlow.of(job).build()) {
            List<Long> list = new ArrayList<>(List.of(1L));
            flow.source("lists", List.class).emit(list);
            list.add(2L);
            assertThat(flow.sink("out", Object.class)).containsExactly(List.of(1L));
        }
    }

    @Test
    void when_it_is_closed_then_it_says_so() {
        TestFlow flow = TestFlow.of(Jobs.everything()).build();
        flow.close();
        flow.close();
        assertThatThrownBy(flow::end).isInstanceOf(IllegalStateException.class).hasMessageContaining("closed");
    }
}
