package dev.sluice.examples.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.cluster.http.message.JobDocument;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes and a lease in Cassandra: either survives the other. */
@Timeout(300)
class TwoNodesTest {
    private static final String JOB = "wide-state";

    @TempDir
    private Path folder;

    @Test
    void when_either_of_two_nodes_is_killed_then_the_other_goes_on() throws Exception {
        String two = "sluice.node.two-nodes = on";
        try (TrialCluster cluster = TrialCluster.start(folder, two, two)) {
            try {
                cluster.submit(JOB, Map.of("keys", "10000"), 2, 20_000);
                cluster.awaitCheckpoints(JOB, 2);
                int oldest = cluster.grounds().coordinator();
                int youngest = 3 - oldest;
                survive(cluster, youngest, oldest);
                cluster.grounds().start(youngest);
                cluster.awaitMembers(2);
                survive(cluster, oldest, youngest);
            } catch (Exception | AssertionError e) {
                cluster.printLogs();
                throw e;
            }
        }
    }

    private static void survive(TrialCluster cluster, int killed, int survivor) throws Exception {
        JobDocument before = cluster.awaitJob(JOB, job -> job.state().equals("RUNNING"));
        String member = cluster.member(survivor);
        long when = System.nanoTime();
        cluster.grounds().kill(killed);
        JobDocument after = cluster.awaitJob(
                JOB,
                job -> job.state().equals("RUNNING")
                        && job.completedCheckpoints() > before.completedCheckpoints() + 1
                        && TrialCluster.subtasks(job).stream().allMatch(subtask -> member.equals(subtask.node())));
        assertThat(after.attempt()).isGreaterThanOrEqualTo(before.attempt());
        System.out.println("one of two nodes killed: the other went on within "
                + Duration.ofNanos(System.nanoTime() - when).toMillis() + " ms, two checkpoints included");
    }
}
