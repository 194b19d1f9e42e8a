package dev.sluice.runtime.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.runtime.job.JobState;
import dev.sluice.runtime.protocol.MasterCommand;
import org.junit.jupiter.api.Test;

/** A run is cancelled, whatever it is about. */
class JobMasterCancelTest extends JobMasterCase {
    @Test
    void when_a_running_job_is_cancelled_then_it_stops_and_can_be_resumed_from_its_checkpoint() {
        job.running();
        job.checkpoint(1, 1);
        job.master.tell(new MasterCommand.Cancel(kit.system().ignoreRef()));
        job.expectStop(1);
        job.stopped(1);
        job.expectRetire();
        assertThat(job.expectEnd().state()).isEqualTo(JobState.CANCELLED);
        assertThat(job.begin()).isEqualTo(new MasterCommand.Accepted(job.run, 1));
        job.expectDeploy(2, 1);
    }

    @Test
    void when_a_job_is_cancelled_while_it_is_deployed_then_it_stops() {
        job.begin();
        job.expectDeploy(1, 0);
        job.master.tell(new MasterCommand.Cancel(kit.system().ignoreRef()));
        job.expectStop(1);
        job.stopped(1);
        job.expectRetire();
        assertThat(job.expectEnd().state()).isEqualTo(JobState.CANCELLED);
    }

    @Test
    void when_a_job_is_cancelled_before_its_next_attempt_then_there_is_none() {
        job.running();
        job.failAttempt(1);
        job.expectDeploy(2, 0);
        job.ready(2);
        job.failAttempt(2);
        job.sync();
        job.master.tell(new MasterCommand.Cancel(kit.system().ignoreRef()));
        job.expectRetire();
        job.passes(MasterFixture.FIRST_DELAY.multipliedBy(10));
        job.sync();
        job.keepers.expectNothing();
        assertThat(job.expectEnd().state()).isEqualTo(JobState.CANCELLED);
    }

    @Test
    void when_a_job_is_cancelled_while_a_failed_attempt_stops_then_there_is_no_other() {
        job.running();
        job.fail(count0, 1, true);
        job.expectStop(1);
        job.master.tell(new MasterCommand.Cancel(kit.system().ignoreRef()));
        job.stopped(1);
        job.expectRetire();
        assertThat(job.expectEnd().state()).isEqualTo(JobState.CANCELLED);
    }

    @Test
    void when_a_job_is_cancelled_while_it_attaches_then_it_stops() {
        job.running();
        job.failOver();
        job.expectAttach(1);
        job.master.tell(new MasterCommand.Cancel(kit.system().ignoreRef()));
        job.expectStop(1);
        job.stopped(1);
        job.expectRetire();
        assertThat(job.expectEnd().state()).isEqualTo(JobState.CANCELLED);
    }
}
