package dev.sluice.runtime.golden;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.persistence.state.heap.HeapBackend;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GoldenSnapshotsTest {

    static Stream<GoldenSnapshots.Golden> snapshots() throws IOException {
        return GoldenSnapshots.all().stream();
    }

    @ParameterizedTest
    @MethodSource("snapshots")
    void when_an_earlier_version_wrote_the_snapshot_then_the_job_goes_on_from_it(GoldenSnapshots.Golden golden)
            throws Exception {
        try (GoldenRun run = new GoldenRun(1, new HeapBackend(), golden.chunks())) {
            assertThat(run.finish()).containsExactlyInAnyOrderElementsOf(golden.results());
        }
    }

    @ParameterizedTest
    @MethodSource("snapshots")
    void when_the_parallelism_is_another_then_the_job_goes_on_too(GoldenSnapshots.Golden golden) throws Exception {
        try (GoldenRun run = new GoldenRun(3, new HeapBackend(), golden.chunks())) {
            assertThat(run.finish()).containsExactlyInAnyOrderElementsOf(golden.results());
        }
    }

    @Test
    void when_a_snapshot_is_written_today_then_the_job_goes_on_from_it(@TempDir Path folder) throws Exception {
        GoldenSnapshots.write(folder);
        GoldenSnapshots.Golden today = new GoldenSnapshots.Golden(folder);
        try (GoldenRun run = new GoldenRun(1, new HeapBackend(), today.chunks())) {
            assertThat(run.finish()).containsExactlyInAnyOrderElementsOf(today.results());
        }
        assertThat(today.results())
                .containsExactlyInAnyOrderElementsOf(
                        GoldenSnapshots.all().get(0).results());
    }

    @Test
    @EnabledIfSystemProperty(named = "golden.add", matches = ".+", disabledReason = "only writes a further snapshot")
    void addsASnapshot() throws Exception {
        GoldenSnapshots.add(System.getProperty("golden.add"));
    }
}
