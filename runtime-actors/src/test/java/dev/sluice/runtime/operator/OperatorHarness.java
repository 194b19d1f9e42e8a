package dev.sluice.runtime.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.JobDefinition;
import dev.sluice.persistence.checkpoint.Chunk;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Runs one operator of a job in all the ways the engine may run it, and sees that it makes no difference: record by
 * record and in batches, with room for one result only, with a snapshot and restore between any two inputs (written at
 * once, or late while the operator goes on), and over a change of parallelism.
 */
final class OperatorHarness {
    private static final int ALL_POSITIONS = 24;

    private final JobDefinition job;
    private final String operator;
    private Function<Object, Object> keyOf = value -> "";
    private boolean keyed;

    private OperatorHarness(JobDefinition job, String operator) {
        this.job = job;
        this.operator = operator;
    }

    /**
     * @param job defines the job; called for each fresh operator
     * @param operator the name of the operator
     */
    static OperatorHarness of(JobDefinition job, String operator) {
        return new OperatorHarness(job, operator);
    }

    /**
     * Says that the operator is keyed: results are compared in order within a key only.
     *
     * @param key reads the key off a result
     */
    OperatorHarness keyedBy(Function<Object, Object> key) {
        keyOf = key;
        keyed = true;
        return this;
    }

    /** All that was observed of a run. */
    record Observed(List<Output> outputs, Map<String, Long> counters, List<Chunk> state) {
        List<Object> values() {
            return outputs.stream()
                    .filter(output -> output.tag().isEmpty())
                    .map(Output::value)
                    .toList();
        }

        int keyedEntries() {
            return MemorySnapshot.keyedEntries(state);
        }
    }

    /** Runs in all ways; fails where two differ. */
    Observed run(Input... inputs) throws Exception {
        return run(List.of(inputs));
    }

    Observed run(List<Input> inputs) throws Exception {
        return run(inputs, new Random(inputs.hashCode()));
    }

    /** Runs in batches and in one other way, left to chance: for properties, where each try adds another. */
    Observed runSome(List<Input> inputs, Random random) throws Exception {
        OperatorRun batches = new OperatorRun(job, operator, 1024);
        batches.batches(inputs);
        Observed observed = observed(batches);
        List<Map<Object, List<Output>>> expected = canonical(batches.segments());
        switch (random.nextInt(3)) {
            case 0 -> restored(inputs, random.nextInt(inputs.size() + 1), 1, expected, batches.watermarks());
            case 1 -> always(inputs, expected, batches.watermarks());
            default -> rescaled(inputs, random, expected, batches.watermarks());
        }
        batches.close();
        return observed;
    }

    private static Observed observed(OperatorRun run) throws Exception {
        return new Observed(run.segments().stream().flatMap(List::stream).toList(), run.counters(), run.snapshot());
    }

    private Observed run(List<Input> inputs, Random random) throws Exception {
        OperatorRun batches = new OperatorRun(job, operator, 1024);
        batches.batches(inputs);
        List<Map<Object, List<Output>>> expected = canonical(batches.segments());
        List<Long> expectedTimes = batches.watermarks();
        Observed observed = observed(batches);
        batches.close();

        OperatorRun single = new OperatorRun(job, operator, 1024);
        single.singly(inputs);
        check("record by record", single, expected, expectedTimes);
        assertThat(single.counters()).as("counters record by record").isEqualTo(observed.counters());

        OperatorRun tight = new OperatorRun(job, operator, 1);
        tight.batches(inputs);
        check("with room for one result", tight, expected, expectedTimes);

        for (int position : positions(inputs.size(), random)) {
            restored(inputs, position, 1024, expected, expectedTimes);
        }
        always(inputs, expected, expectedTimes);
        if (keyed) {
            rescaled(inputs, random, expected, expectedTimes);
        }
        return observed;
    }

    private void always(List<Input> inputs, List<Map<Object, List<Output>>> expected, List<Long> times)
            throws Exception {
        OperatorRun always = new OperatorRun(job, operator, 1);
        for (Input input : inputs) {
            always.restart(1, false);
            always.singly(List.of(input));
        }
        check("restored before each input", always, expected, times);
    }

    private void restored(
            List<Input> inputs, int position, int capacity, List<Map<Object, List<Output>>> expected, List<Long> times)
            throws Exception {
        for (boolean writtenLate : new boolean[] {false, true}) {
            OperatorRun run = new OperatorRun(job, operator, capacity);
            run.singly(inputs.subList(0, position));
            List<Input> rest = inputs.subList(position, inputs.size());
            if (writtenLate) {
                run.restartLate(rest);
            } else {
                run.restart(1, false);
            }
            run.singly(rest);
            check("restored at " + position + (writtenLate ? ", written late" : ""), run, expected, times);
        }
    }

    private void rescaled(List<Input> inputs, Random random, List<Map<Object, List<Output>>> expected, List<Long> times)
            throws Exception {
        for (int i = 0; i < 3; i++) {
            int out = random.nextInt(inputs.size() + 1);
            int back = out + random.nextInt(inputs.size() - out + 1);
            int parallelism = 2 + random.nextInt(3);
            OperatorRun run = new OperatorRun(job, operator, 1024);
            run.singly(inputs.subList(0, out));
            run.restart(parallelism, true);
            run.singly(inputs.subList(out, back));
            run.restart(1, true);
            run.singly(inputs.subList(back, inputs.size()));
            check("on " + parallelism + " subtasks from " + out + " to " + back, run, expected, times);
        }
    }

    private void check(String way, OperatorRun run, List<Map<Object, List<Output>>> expected, List<Long> times)
            throws Exception {
        assertThat(canonical(run.segments())).as(way).isEqualTo(expected);
        assertThat(run.watermarks()).as("watermarks " + way).isEqualTo(times);
        run.close();
    }

    private static List<Integer> positions(int size, Random random) {
        return size <= ALL_POSITIONS
                ? IntStream.rangeClosed(0, size).boxed().toList()
                : random.ints(ALL_POSITIONS / 2, 0, size + 1).boxed().toList();
    }

    private List<Map<Object, List<Output>>> canonical(List<List<Output>> segments) {
        List<Map<Object, List<Output>>> canonical = new ArrayList<>();
        for (List<Output> segment : segments) {
            Map<Object, List<Output>> byKey = new LinkedHashMap<>();
            segment.forEach(
                    output -> byKey.computeIfAbsent(List.of(output.tag(), group(output)), k -> new ArrayList<>())
                            .add(output));
            canonical.add(new HashMap<>(byKey));
        }
        return canonical;
    }

    private Object group(Output output) {
        if (!keyed) {
            return "";
        }
        return output.tag().isEmpty() ? keyOf.apply(output.value()) : output.value();
    }
}
