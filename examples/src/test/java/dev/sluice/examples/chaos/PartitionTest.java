package dev.sluice.examples.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sluice.cluster.ExitCodes;
import dev.sluice.examples.process.Background;
import dev.sluice.examples.process.Patience;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Real processes in network namespaces, one of which is cut off; skipped where these cannot be made. */
@Tag("chaos")
@Timeout(400)
class PartitionTest {
    private static final Duration LONG = Duration.ofMinutes(2);
    private static final Duration STEADY = Duration.ofSeconds(3);
    private static final long SECONDS = 60;

    private final Patience patience = new Patience();
    private final ClusterApi api = new ClusterApi();

    @BeforeAll
    static void needsRoot() {
        assumeTrue(NamespacesTest.available(), "network namespaces can be made here");
    }

    @Test
    void when_the_coordinator_is_cut_off_then_it_ends_the_others_go_on_and_the_result_is_exact() throws Exception {
        ChaosSettings settings = TestFolders.settings("partition", Duration.ofSeconds(SECONDS), 11);
        Trial trial = Trial.all(settings.folder().resolve("data"), settings.seed(), SECONDS)
                .get(0);
        try (LocalGrounds cluster = LocalGrounds.prepare(settings, Namespaces.make(settings.nodes()), api, patience);
                Background background = new Background(line -> {})) {
            cluster.startAll();
            cluster.submit(trial.request());
            Watch watch = new Watch(api, cluster::answering, List.of(trial.job()));
            background.repeat(watch::look, Duration.ofMillis(250));
            eventually(watch, 3);
            int lost = cluster.coordinator();

            cluster.cut(lost);
            eventually(watch, 2);
            assertThat(patience.until(() -> cluster.ended(lost).isPresent(), LONG))
                    .as("the node that is cut off ends by itself; logs in %s", settings.folder())
                    .isTrue();
            assertThat(cluster.ended(lost)).hasValue(ExitCodes.NOT_A_MEMBER);

            cluster.heal(lost);
            cluster.start(lost);
            eventually(watch, 3);
            assertThat(patience.until(() -> watch.latest().get(trial.job()).finished(), LONG))
                    .as("%s; logs in %s", watch.latest(), settings.folder())
                    .isTrue();
        }
        assertThat(trial.oracle().firstDifference(trial.output())).isEmpty();
    }

    /** That many members, and records that flow among them. */
    private void eventually(Watch watch, int members) {
        assertThat(patience.until(() -> watch.steadyFor(STEADY, members), LONG))
                .as("%d members and records that flow; the jobs: %s", members, watch.latest())
                .isTrue();
    }
}
