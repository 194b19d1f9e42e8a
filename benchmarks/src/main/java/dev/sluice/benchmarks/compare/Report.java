package dev.sluice.benchmarks.compare;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes a whole comparison, and reports it as a table, a file for programs, and a picture. */
public final class Report {
    private Report() {}

    /**
     * @param plan what to measure
     * @param peersClasspath of the module of the peers; empty if none of them is among the engines
     * @param begun when, for the file
     * @param json what is written after each row
     * @param svg where the picture goes; null for none
     * @param out for the table
     * @param progress for a line after each process
     * @throws IOException if a file cannot be written or a process not be started
     * @throws InterruptedException if the caller is interrupted; the process under way is ended with this one
     * @throws ComparisonException if an engine fails, or computes something else than the others
     */
    public static void make(
            Plan plan,
            String peersClasspath,
            String begun,
            Path json,
            @Nullable Path svg,
            PrintWriter out,
            PrintWriter progress)
            throws IOException, InterruptedException {
        Jvm jvm = new Jvm(plan.heap(), peersClasspath);
        Map<String, Object> machine = Machine.describe();
        Map<String, String> versions = Machine.versions(System.getProperty("java.class.path") + ":" + peersClasspath);
        JsonReport file = new JsonReport(plan, jvm, machine, versions, begun);
        Comparison comparison = new Comparison(plan, new Trial(jvm), progress);
        List<RowScores> rows = new ArrayList<>();
        for (Row row : plan.rows()) {
            rows.add(comparison.measure(row));
            file.write(rows, json);
        }
        if (svg != null) {
            Files.createDirectories(svg.toAbsolutePath().getParent());
            Files.writeString(svg, BarChart.of(rows, machine.get("cores") + " cores, " + machine.get("processor")));
        }
        Table.print(rows, out);
    }
}
