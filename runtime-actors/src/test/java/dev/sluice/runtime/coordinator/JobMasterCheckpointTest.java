package dev.sluice.runtime.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.runtime.job.JobState;
import dev.sluice.runtime.protocol.JobUpdate;
import dev.sluice.runtime.protocol.KeeperCommand;
import dev.sluice.runtime.protocol.KeeperReport;
import dev.sluice.runtime.protocol.MasterCommand;
import dev.sluice.runtime.protocol.SubtaskId;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A run begins, makes checkpoints and comes to its end. */
class JobMasterCheckpointTest extends JobMasterCase {
    @Test
    void when_a_run_begins_then_tasks_are_deployed_and_started_once_all_are_ready() {
        assertThat(job.begin()).isEqualTo(new MasterCommand.Accepted(job.run, -1));
        List<KeeperCommand.Deploy> deploys = job.expectDeploy(1, 0);
        assertThat(deploys).allMatch(deploy -> deploy.snapshots().isEmpty());
        akka.actor.ActorRef inbox =
                akka.actor.typed.javadsl.Adapter.toClassic(kit.createTestProbe().ref());
        job.all().skip(1).forEach(id -> job.report(new KeeperReport.Ready(id, 1, inbox, "a:1")));
        assertThat(job.sync().state()).isEqualTo(JobState.STARTING);
        job.keepers.expectNothing();
        job.report(new KeeperReport.Ready(in0, 1, inbox, "a:1"));
        assertThat(job.keepers
                        .expect(in0, KeeperCommand.Start.class)
                        .receivers()
                        .values())
                .containsExactly(List.of(inbox, inbox));
        assertThat(job.awaitState(JobState.RUNNING).epoch()).isEqualTo(1);
    }

    @Test
    void when_the_interval_is_over_then_a_checkpoint_is_made_of_all_subtasks() {
        job.running();
        job.passes(MasterFixture.INTERVAL.minusMillis(1));
        job.keepers.expectNothing();
        job.passes(Duration.ofMillis(1));
        job.expectTrigger(1, 1);
        job.all().skip(1).forEach(id -> job.acknowledge(id, 1, 1));
        job.sync();
        job.keepers.expectNothing();
        job.acknowledge(in0, 1, 1);
        job.expectComplete(1, 1, false);
        assertThat(job.sync().lastCheckpoint()).isEqualTo(1);
    }

    @Test
    void when_acknowledgements_are_of_other_attempts_or_checkpoints_or_twice_then_they_do_not_count() {
        job.running();
        job.passes(MasterFixture.INTERVAL);
        job.expectTrigger(1, 1);
        job.all().skip(1).forEach(id -> {
            job.acknowledge(id, 1, 1);
            job.acknowledge(id, 1, 1);
        });
        job.acknowledge(in0, 1, 2);
        job.acknowledge(in0, 0, 1);
        job.acknowledge(in0, 2, 1);
        job.acknowledge(new SubtaskId(job.run, "stranger", 0), 1, 1);
        assertThat(job.sync().completedCheckpoints()).isZero();
        job.keepers.expectNothing();
        job.acknowledge(in0, 1, 1);
        job.expectComplete(1, 1, false);
    }

    @Test
    void when_more_checkpoints_complete_than_are_retained_then_the_oldest_are_deleted() throws Exception {
        job.running();
        for (int checkpoint = 1; checkpoint <= 3; checkpoint++) {
            job.checkpoint(1, checkpoint);
        }
        JobUpdate update = job.sync();
        assertThat(update.completedCheckpoints()).isEqualTo(3);
        assertThat(job.store.retained).containsExactlyInAnyOrder(2L, 3L);
        assertThat(job.store.completed(job.run)).extracting("checkpoint").containsExactly(3L, 2L);
    }

    @Test
    void when_a_subtask_declines_then_the_checkpoint_is_given_up_and_the_next_has_another_number() {
        job.running();
        job.passes(MasterFixture.INTERVAL);
        job.expectTrigger(1, 1);
        job.report(new KeeperReport.Declined(count0, 1, 1, "disk full"));
        JobUpdate update = job.sync();
        assertThat(update.failedCheckpoints()).isEqualTo(1);
        assertThat(update.state()).isEqualTo(JobState.RUNNING);
        job.acknowledgeAll(1, 1);
        job.checkpoint(1, 2);
        assertThat(job.sync().lastCheckpoint()).isEqualTo(2);
    }

    @Test
    void when_a_checkpoint_takes_too_long_then_it_is_given_up_and_late_acknowledgements_do_not_count() {
        job.running();
        job.passes(MasterFixture.INTERVAL);
        job.expectTrigger(1, 1);
        job.passes(MasterFixture.TIMEOUT.minusMillis(1));
        job.keepers.expectNothing();
        job.passes(Duration.ofMillis(1));
        assertThat(job.sync().failedCheckpoints()).isEqualTo(1);
        job.acknowledgeAll(1, 1);
        job.sync();
        job.keepers.expectNothing();
        job.checkpoint(1, 2);
    }

    @Test
    void when_the_manifest_cannot_be_written_then_the_job_goes_on() {
        job.running();
        job.store.fails = true;
        job.passes(MasterFixture.INTERVAL);
        job.expectTrigger(1, 1);
        job.acknowledgeAll(1, 1);
        org.awaitility.Awaitility.await().until(() -> job.sync().failedCheckpoints() == 1);
        job.store.fails = false;
        job.checkpoint(1, 2);
        assertThat(job.sync().completedCheckpoints()).isEqualTo(1);
    }

    @Test
    void when_all_input_is_read_then_the_last_checkpoint_is_committed_before_the_run_is_finished() {
        job.running();
        job.endReached(1);
        job.expectTrigger(1, 1);
        job.acknowledgeAll(1, 1);
        job.expectComplete(1, 1, true);
        job.all().skip(1).forEach(id -> job.report(new KeeperReport.Committed(id, 1, 1)));
        job.passes(MasterFixture.INTERVAL);
        assertThat(job.sync().state()).isEqualTo(JobState.RUNNING);
        job.keepers.expectNothing();
        job.report(new KeeperReport.Committed(in0, 1, 1));
        job.expectRetire();
        assertThat(job.expectEnd().state()).isEqualTo(JobState.FINISHED);
        assertThat(job.awaitState(JobState.FINISHED).lastCheckpoint()).isEqualTo(1);
    }

    @Test
    void when_the_input_ends_during_a_checkpoint_then_another_one_is_the_last() {
        job.running();
        job.passes(MasterFixture.INTERVAL);
        job.expectTrigger(1, 1);
        job.endReached(1);
        job.acknowledgeAll(1, 1);
        job.expectComplete(1, 1, false);
        job.expectTrigger(1, 2);
        job.acknowledgeAll(1, 2);
        job.expectComplete(1, 2, true);
    }

    @Test
    void when_the_last_checkpoint_is_given_up_then_it_is_tried_again() {
        job.running();
        job.endReached(1);
        job.expectTrigger(1, 1);
        job.report(new KeeperReport.Declined(count0, 1, 1, "disk full"));
        job.passes(MasterFixture.INTERVAL);
        job.expectTrigger(1, 2);
        job.acknowledgeAll(1, 2);
        job.expectComplete(1, 2, true);
    }
}
