package dev.sluice.benchmarks.compare;

import dev.sluice.benchmarks.measure.Result;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the engines achieved in one row. All must have computed the same. Not thread-safe. */
final class RowScores {
    private final Row row;
    private final List<Score> scores = new ArrayList<>();
    private @Nullable Engine first;
    private @Nullable Result expected;

    RowScores(Row row) {
        this.row = row;
    }

    Row row() {
        return row;
    }

    List<Score> scores() {
        return scores;
    }

    @Nullable
    Score of(Engine engine) {
        return scores.stream()
                .filter(score -> score.engine() == engine)
                .findFirst()
                .orElse(null);
    }

    /** @throws ComparisonException if a result is not what the engines before have computed */
    void add(Engine engine, String collector, List<Result> results) {
        results.forEach(result -> check(engine, result));
        Score score = of(engine);
        if (score == null) {
            score = new Score(engine);
            scores.add(score);
        }
        score.add(collector, results);
    }

    private void check(Engine engine, Result result) {
        if (expected == null || first == null) {
            expected = result;
            first = engine;
        } else if (result.checksum() != expected.checksum()
                || result.outputs() != expected.outputs() && row.workload().countsAlike()) {
            throw new ComparisonException(
                    "%s computed something else than %s in %s: %d outputs with checksum %d, not %d with %d"
                            .formatted(
                                    engine.label(),
                                    first.label(),
                                    row.label(),
                                    result.outputs(),
                                    result.checksum(),
                                    expected.outputs(),
                                    expected.checksum()));
        }
    }
}
