package dev.sluice.examples.soak;

import dev.sluice.examples.oracle.CommittedRows;
import dev.sluice.examples.oracle.Oracle;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Counts and sums the same numbers in arrays. */
final class SoakOracle implements Oracle {
    private final Load load;
    private final long numbers;

    /** @param numbers how many the job was given in the end */
    SoakOracle(Load load, long numbers) {
        this.load = load;
        this.numbers = numbers;
    }

    @Override
    public Optional<String> firstDifference(Path output) throws IOException {
        int keys = Math.toIntExact(load.keys());
        long[] counts = new long[keys];
        long[] sums = new long[keys];
        for (long number = 0; number < numbers; number++) {
            int key = (int) load.keyOf(number);
            counts[key]++;
            sums[key] += number;
        }
        Optional<String> wrongStep = firstWrongStep(output, counts);
        return wrongStep.isPresent() ? wrongStep : firstWrongTotal(output, counts, sums);
    }

    private static Optional<String> firstWrongTotal(Path output, long[] counts, long[] sums) throws IOException {
        List<String> wrong = new ArrayList<>();
        CommittedRows.forEach(output.resolve("totals"), Step.HEADER, row -> {
            Step end = Step.parse(row);
            int key = (int) end.key();
            if (end.count() != counts[key] || end.sum() != sums[key]) {
                wrong.add("totals: " + end + ", but "
                        + (counts[key] < 0 ? "it was there before" : counts[key] + " numbers of sum " + sums[key]));
            }
            counts[key] = -1;
        });
        for (int key = 0; key < counts.length && wrong.isEmpty(); key++) {
            if (counts[key] > 0) {
                wrong.add("totals: lost key " + key + " with " + counts[key] + " numbers");
            }
        }
        return wrong.stream().findFirst();
    }

    /** In which order the numbers of a key come is open; that each step builds on the one before is not. */
    private Optional<String> firstWrongStep(Path output, long[] counts) throws IOException {
        Map<Long, Map<Long, Step>> byKey = new HashMap<>();
        List<String> wrong = new ArrayList<>();
        Set<Long> seen = new HashSet<>();
        CommittedRows.forEach(output.resolve("steps"), Step.HEADER, row -> {
            Step step = Step.parse(row);
            Step before =
                    byKey.computeIfAbsent(step.key(), key -> new HashMap<>()).put(step.count(), step);
            if (before != null || !seen.add(step.number()) || load.keyOf(step.number()) != step.key()) {
                wrong.add("steps: never expected " + step + (before == null ? "" : " beside " + before));
            }
        });
        for (int key = 0; key < counts.length; key += Totals.SAMPLED) {
            Map<Long, Step> steps = byKey.getOrDefault((long) key, Map.of());
            if (steps.size() != counts[key]) {
                wrong.add("steps: " + steps.size() + " of key " + key + " instead of " + counts[key]);
            }
            long sum = 0;
            for (long count = 1; count <= counts[key] && wrong.isEmpty(); count++) {
                Step step = steps.get(count);
                if (step == null || step.sum() != sum + step.number()) {
                    wrong.add("steps: " + step + " does not follow from a sum of " + sum + " at " + count);
                } else {
                    sum = step.sum();
                }
            }
        }
        return wrong.stream().findFirst();
    }
}
