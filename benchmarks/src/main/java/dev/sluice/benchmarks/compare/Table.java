package dev.sluice.benchmarks.compare;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Prints what was measured for people. */
final class Table {
    private static final String FORM = "%-15s %-7s %-11s %12s %16s %16s %14s%n";

    private Table() {}

    static void print(List<RowScores> rows, PrintWriter out) {
        out.printf(
                FORM,
                "workload",
                "engine",
                "collector",
                "M events/s",
                "CPU s/M events",
                "Sluice's speed",
                "its CPU time");
        for (RowScores row : rows) {
            Score sluice = row.of(Engine.SLUICE);
            for (Score score : row.scores()) {
                out.printf(
                        FORM,
                        row.row().label(),
                        score.engine().label(),
                        score.collector(),
                        decimals(3, score.eventsPerSecond() / 1e6),
                        decimals(3, score.cpuSecondsPerMillion()),
                        times(sluice, score, Score::eventsPerSecond),
                        times(sluice, score, Score::cpuSecondsPerMillion));
            }
        }
        out.flush();
    }

    private static String times(@Nullable Score sluice, Score score, ToDoubleFunction<Score> figure) {
        return sluice == null || sluice == score
                ? ""
                : decimals(2, figure.applyAsDouble(sluice) / figure.applyAsDouble(score)) + " x";
    }

    private static String decimals(int digits, double value) {
        return String.format(Locale.ROOT, "%." + digits + "f", value);
    }
}
