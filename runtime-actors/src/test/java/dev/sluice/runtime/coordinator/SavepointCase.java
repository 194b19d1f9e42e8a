package dev.sluice.runtime.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.pattern.StatusReply;
import dev.sluice.persistence.checkpoint.ChunkHeader;
import dev.sluice.persistence.checkpoint.SnapshotAddress;
import dev.sluice.persistence.checkpoint.SnapshotHandle;
import dev.sluice.persistence.checkpoint.SnapshotRequest;
import dev.sluice.persistence.checkpoint.SnapshotWriter;
import dev.sluice.runtime.job.JobState;
import dev.sluice.runtime.job.SavepointStatus;
import dev.sluice.runtime.protocol.JobUpdate;
import dev.sluice.runtime.protocol.KeeperCommand;
import dev.sluice.runtime.protocol.KeeperReport;
import dev.sluice.runtime.protocol.MasterCommand;
import dev.sluice.runtime.protocol.SubtaskId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;

/** What is said and done about savepoints. */
abstract class SavepointCase extends JobMasterCase {
    TestProbe<StatusReply<JobUpdate>> reply;

    @BeforeEach
    void createReply() {
        reply = kit.createTestProbe();
    }

    Path target() {
        return folder.resolve("savepoints/one");
    }

    void askForSavepoint() {
        job.master.tell(new MasterCommand.Savepoint(target().toString(), reply.ref()));
    }

    void askToStop(boolean drain) {
        job.master.tell(new MasterCommand.StopWithSavepoint(target().toString(), drain, reply.ref()));
    }

    void isAccepted() {
        JobUpdate update = reply.receiveMessage(PATIENCE).getValue();
        assertThat(Objects.requireNonNull(update.savepoint()).state()).isEqualTo(SavepointStatus.State.IN_PROGRESS);
    }

    SavepointStatus status() {
        return Objects.requireNonNull(job.sync().savepoint());
    }

    /** Once it is neither on its way nor being named. */
    SavepointStatus settled() {
        return Awaitility.await().atMost(PATIENCE).until(this::status, status -> !status.isInProgress());
    }

    void expectTrigger(long epoch, long checkpoint, long completed, boolean savepoint) {
        job.sources()
                .forEach(id -> assertThat(job.keepers.expect(id, KeeperCommand.Trigger.class))
                        .isEqualTo(new KeeperCommand.Trigger(
                                epoch, new SnapshotRequest(checkpoint, completed, savepoint))));
    }

    /** A real snapshot, of two operators of which one is the sink. */
    SnapshotHandle write(SubtaskId id, long epoch, long checkpoint) {
        SnapshotAddress address = new SnapshotAddress(job.run, checkpoint, epoch, id.vertex(), id.index());
        try (SnapshotWriter writer = job.store.begin(address)) {
            writer.chunk(new ChunkHeader(id.vertex(), "state", id.index(), 1), new byte[] {7}, 0, 1);
            writer.chunk(new ChunkHeader("out", "transactions", ChunkHeader.NOT_KEYED, 1), new byte[] {8}, 0, 1);
            return writer.commit();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void acknowledge(Stream<SubtaskId> subtasks, long epoch, long checkpoint) {
        subtasks.forEach(id ->
                job.report(new KeeperReport.Acknowledged(id, epoch, checkpoint, write(id, epoch, checkpoint), true)));
    }

    void commit(long epoch, long checkpoint) {
        job.all().forEach(id -> job.report(new KeeperReport.Committed(id, epoch, checkpoint)));
    }

    void expectDrain(long epoch) {
        job.sources()
                .forEach(id -> assertThat(job.keepers.expect(id, KeeperCommand.Drain.class))
                        .isEqualTo(new KeeperCommand.Drain(epoch)));
    }

    void noFolder() throws IOException {
        job.sync();
        if (Files.isDirectory(target().getParent())) {
            try (Stream<Path> files = Files.list(target().getParent())) {
                assertThat(files).isEmpty();
            }
        }
    }

    void failedBecauseOf(String reason) throws IOException {
        SavepointStatus status = settled();
        assertThat(status.state()).isEqualTo(SavepointStatus.State.FAILED);
        assertThat(status.problem()).contains(reason);
        noFolder();
    }

    void goesOn(long epoch, long checkpoint) {
        assertThat(job.sync().state()).isEqualTo(JobState.RUNNING);
        job.checkpoint(epoch, checkpoint);
    }
}
