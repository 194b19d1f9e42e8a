package dev.sluice.examples.flights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.api.Parameters;
import dev.sluice.persistence.checkpoint.SavepointFolder;
import dev.sluice.persistence.contents.SavepointContents;
import dev.sluice.runtime.JobHandle;
import dev.sluice.runtime.JobOptions;
import dev.sluice.runtime.Runtime;
import dev.sluice.runtime.job.JobState;
import dev.sluice.runtime.job.StartFrom;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/savepoints.md shows. */
class SavepointGuideTest {
    private static final int ROWS = 150_000;
    private static final Pattern JAVA = Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL);

    @TempDir
    private Path folder;

    @Test
    void when_a_job_is_stopped_with_a_savepoint_and_goes_on_from_it_then_its_result_is_exact() throws Exception {
        List<String> rows = PlainComputation.bundledRows().subList(0, ROWS);
        Path input = folder.resolve("in.csv");
        PlainComputation.write(rows, input);
        Path output = folder.resolve("out");
        Path savepoint = folder.resolve("savepoint");
        Parameters parameters = Parameters.of("input", input.toString(), "output", output.toString());
        try (Runtime runtime = Runtime.local()) {
            JobHandle job = runtime.submit(
                    new FlightDelays(),
                    parameters,
                    JobOptions.defaults().withParallelism(2).withRate(100_000));
            await().atMost(Duration.ofSeconds(30)).until(() -> job.progress().recordsRead() > 80_000);
            job.stopWithSavepoint(savepoint, false).toCompletableFuture().join();
            JobOptions options =
                    JobOptions.defaults().withParallelism(4).withStartFrom(StartFrom.savepoint(savepoint.toString()));
            JobHandle next = runtime.submit(new FlightDelays(), parameters, options);
            assertThat(next.join().state()).isEqualTo(JobState.FINISHED);
        }
        assertThat(PlainComputation.committed(output)).containsExactlyElementsOf(PlainComputation.of(rows.stream()));
        SavepointContents contents = SavepointContents.read(SavepointFolder.open(savepoint));
        assertThat(contents.operators()).anySatisfy(operator -> {
            assertThat(operator.schema()).isNotNull();
            assertThat(operator.states()).anyMatch(state -> state.keyed() && state.entries() > 0 && state.bytes() > 0);
        });
    }

    @Test
    void shouldShowOnlyCodeOfThisTest() throws Exception {
        String test = withoutSpace(
                Files.readString(Path.of("src/test/java/dev/sluice/examples/flights/SavepointGuideTest.java")));
        List<String> shown = JAVA.matcher(Files.readString(Path.of("../docs/savepoints.md")))
                .results()
                .map(found -> withoutSpace(found.group(1)))
                .collect(Collectors.toList());
        assertThat(shown).hasSize(2).allMatch(test::contains);
    }

    /** The formatter breaks lines by how far they are indented. */
    private static String withoutSpace(String code) {
        return code.replaceAll("\\s+", "");
    }
}
