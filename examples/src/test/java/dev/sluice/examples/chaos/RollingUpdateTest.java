package dev.sluice.examples.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.cluster.http.message.JobDocument;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Nodes are replaced one by one while a job runs, whose next version does the same in another way: its functions
 * differ, its graph does not.
 */
@Timeout(300)
class RollingUpdateTest {
    private static final String JOB = "versioned";

    private static final String SOURCE = """
            import dev.sluice.api.*;
            import dev.sluice.api.window.Aggregates;
            import dev.sluice.connectors.Generator;
            import dev.sluice.connectors.csv.CsvFiles;

            public final class Versioned implements JobDefinition {
                public record Line(long key, long count, String version) {}

                @Override
                public String name() {
                    return "versioned";
                }

                @Override
                public java.util.List<ParameterSpec> parameters() {
                    return java.util.List.of(ParameterSpec.required("output", "where to").asPath());
                }

                @Override
                public void define(Dataflow flow, Parameters params) {
                    flow.source("numbers", Generator.of(n -> n, Long.MAX_VALUE))
                            .keyBy(n -> n % 20)
                            .aggregate(Aggregates.count(), (key, count) -> new Line(key % 20, count, "VERSION"))
                            .name("counts")
                            .sink("lines", CsvFiles.write(params.path("output"), Line.class));
                }
            }
            """;

    @TempDir
    private Path folder;

    private void install(Path jobs, String version) throws IOException {
        Path services = Files.createDirectories(jobs.resolve("META-INF/services"));
        Files.writeString(services.resolve("dev.sluice.api.JobDefinition"), "Versioned\n");
        Path source = folder.resolve("Versioned.java");
        Files.writeString(source, SOURCE.replace("VERSION", version));
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        int failed = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-parameters", "-cp", classPath, "-d", jobs.toString(), source.toString());
        assertThat(failed).isZero();
    }

    @Test
    void when_nodes_are_replaced_one_by_one_by_another_version_then_the_job_goes_on_with_it_exactly_once()
            throws Exception {
        Path jobs = folder.resolve("jobs");
        install(jobs, "one");
        try (TrialCluster cluster = TrialCluster.start(folder, jobs, "", "", "")) {
            try {
                cluster.submit(JOB, Map.of(), 3, 300);
                JobDocument before = cluster.awaitCheckpoints(JOB, 2);
                install(jobs, "two");
                for (int node = 1; node <= 3; node++) {
                    cluster.grounds().leave(node);
                    cluster.awaitMembers(2);
                    cluster.grounds().start(node);
                    cluster.awaitMembers(3);
                    cluster.awaitCheckpoints(JOB, 1);
                }
                JobDocument after = cluster.awaitCheckpoints(JOB, 2);
                assertThat(after.run()).isEqualTo(before.run());
                assertThat(after.failure()).as("a failure").isNull();
                cluster.stop(JOB);
                assertExactlyOnce(lines(cluster.output(JOB)));
            } catch (Exception | AssertionError e) {
                cluster.printLogs();
                throw e;
            }
        }
    }

    private static List<String[]> lines(Path output) throws IOException {
        try (Stream<Path> files = Files.walk(output)) {
            return files.filter(file -> file.getFileName().toString().endsWith(".csv"))
                    .flatMap(file -> {
                        try {
                            return Files.readAllLines(file).stream().skip(1);
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    })
                    .map(line -> line.split(","))
                    .toList();
        }
    }

    /** Each count of each key once, first by one version and then by the other. */
    private static void assertExactlyOnce(List<String[]> lines) {
        Map<String, List<Long>> counts = new TreeMap<>();
        for (String[] line : lines) {
            counts.computeIfAbsent(line[0], key -> new ArrayList<>()).add(Long.valueOf(line[1]));
        }
        assertThat(counts).hasSize(20);
        counts.forEach((key, seen) -> assertThat(seen.stream().sorted().toList())
                .as("the counts of key %s", key)
                .isEqualTo(LongStream.rangeClosed(1, seen.size()).boxed().toList()));
        assertThat(lines).extracting(line -> line[2]).contains("one", "two");
        long lastOfOne = last(lines, "one");
        assertThat(last(lines, "two")).isGreaterThan(lastOfOne);
    }

    private static long last(List<String[]> lines, String version) {
        return lines.stream()
                .filter(line -> line[2].equals(version))
                .mapToLong(line -> Long.parseLong(line[1]))
                .max()
                .orElse(0);
    }
}
