package dev.sluice.runtime.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.DataStream;
import dev.sluice.api.JobDefinition;
import dev.sluice.api.WindowedStream;
import dev.sluice.api.function.OutputTag;
import dev.sluice.api.time.Watermarks;
import dev.sluice.api.window.Evictors;
import dev.sluice.api.window.WindowAssigner;
import dev.sluice.api.window.Windows;
import dev.sluice.runtime.operator.TriggerModel.Part;
import dev.sluice.runtime.operator.TriggerModel.Rule;
import dev.sluice.runtime.operator.TriggerModel.Shape;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;

/** Random triggers and evictors against {@link TriggerModel}, over random records, watermarks and windows. */
@Label("Triggers and a naive model")
class TriggerProperties {
    private static final OutputTag<Reading> LATE = OutputTag.of("late");

    @Property(tries = 300, shrinking = ShrinkingMode.BOUNDED)
    void tumbling(
            @ForAll @IntRange(min = 1, max = 30) int size,
            @ForAll @IntRange(min = 0, max = 30) int lateness,
            @ForAll Random random)
            throws Exception {
        compare(Windows.tumbling(Duration.ofMillis(size)), new Shape(size, size), lateness, random);
    }

    @Property(tries = 300, shrinking = ShrinkingMode.BOUNDED)
    void sliding(
            @ForAll @IntRange(min = 1, max = 24) int size,
            @ForAll @IntRange(min = 1, max = 30) int slide,
            @ForAll @IntRange(min = 0, max = 30) int lateness,
            @ForAll Random random)
            throws Exception {
        compare(
                Windows.sliding(Duration.ofMillis(size), Duration.ofMillis(slide)),
                new Shape(size, slide),
                lateness,
                random);
    }

    @Property(tries = 400, shrinking = ShrinkingMode.BOUNDED)
    void session(
            @ForAll @IntRange(min = 1, max = 20) int gap,
            @ForAll @IntRange(min = 0, max = 30) int lateness,
            @ForAll Random random)
            throws Exception {
        compare(Windows.session(Duration.ofMillis(gap)), new Shape(gap, 0), lateness, random);
    }

    private static Rule rule(Random random) {
        boolean end = random.nextInt(3) > 0;
        Part[] parts = Part.values();
        Part early = parts[end ? random.nextInt(parts.length) : 1 + random.nextInt(parts.length - 1)];
        Part late = parts[random.nextInt(3)];
        int keep = random.nextBoolean() ? 0 : 1 + random.nextInt(4);
        return new Rule(end, early, 1 + random.nextInt(10), late, 1 + random.nextInt(3), random.nextInt(4) == 0, keep);
    }

    private static void compare(WindowAssigner windows, Shape shape, int lateness, Random random) throws Exception {
        Rule rule = rule(random);
        List<Input> inputs = RandomReadings.of(random, 2);
        TriggerModel model = new TriggerModel(shape, rule, lateness);
        for (Input input : inputs) {
            if (input instanceof Input.Item item) {
                model.record((Reading) item.value(), item.timestamp());
            } else if (input instanceof Input.Watermark mark) {
                model.watermark(mark.time());
            }
        }
        JobDefinition job = (flow, params) -> {
            WindowedStream<String, Reading> windowed = flow.source("source", Ends.<Reading>source())
                    .eventTime(Reading::value, Watermarks.monotonous())
                    .keyBy(Reading::sensor)
                    .window(windows)
                    .allowedLateness(Duration.ofMillis(lateness))
                    .sideOutputLateData(LATE)
                    .trigger(rule.trigger());
            DataStream<String> results = WindowJobs.values(
                            rule.keep() == 0 ? windowed : windowed.evictor(Evictors.count(rule.keep())))
                    .name("it");
            results.sink("sink", Ends.sink());
            results.sideOutput(LATE).sink("late", Ends.sink());
        };
        OperatorHarness.Observed observed = OperatorHarness.of(job, "it")
                .keyedBy(result -> result.toString().split(":")[0])
                .runSome(inputs, random);
        Map<String, List<String>> fired = new HashMap<>();
        for (Object value : observed.values()) {
            String[] parts = value.toString().split("\\[");
            fired.computeIfAbsent(parts[0], window -> new ArrayList<>()).add("[" + parts[1]);
        }
        Map<String, List<String>> expected = new HashMap<>();
        model.results.forEach((window, all) ->
                expected.put(window, all.stream().map(List::toString).toList()));
        assertThat(fired).as("%s, lateness %s, %s", windows, lateness, rule).isEqualTo(expected);
        assertThat(observed.outputs().stream()
                        .filter(output -> output.tag().equals("late"))
                        .map(Output::value))
                .containsExactlyElementsOf(model.late);
        assertThat(observed.keyedEntries()).as("state at the end of time").isZero();
    }
}
