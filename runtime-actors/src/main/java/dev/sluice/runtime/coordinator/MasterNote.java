package dev.sluice.runtime.coordinator;

import dev.sluice.runtime.protocol.MasterMessage;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a master tells itself: timers, and results of what was done on other threads. Never leaves the JVM. */
sealed interface MasterNote extends MasterMessage {

    /** The checkpoints that the store has whole, or why it could not be asked. */
    record Listed(Set<Long> checkpoints, @Nullable String problem) implements MasterNote {}

    /** A node is gone for good. */
    record NodeLost(String node) implements MasterNote {}

    /** There was no node to run anything; perhaps there is one now. */
    record PlaceAgain() implements MasterNote {}

    /** Some keepers may not have heard the question. */
    record AttachAgain() implements MasterNote {}

    /** Some keepers may not have heard of their deployment. */
    record DeployAgain() implements MasterNote {}

    /** It is time for a checkpoint. */
    record CheckpointDue() implements MasterNote {}

    /** A checkpoint takes too long. */
    record CheckpointTimedOut(long checkpoint) implements MasterNote {}

    /** A manifest is written, or could not be. */
    record ManifestWritten(
            long epoch, long checkpoint, @Nullable String problem) implements MasterNote {}

    /** The folder of a savepoint is made, or could not be. */
    record SavepointPrepared(
            Handover.Savepoint savepoint, @Nullable String problem) implements MasterNote {}

    /** A savepoint has its name, or could not get it. */
    record SavepointPublished(
            SavepointOrder order, @Nullable String problem) implements MasterNote {}

    /** The sources were told to read no more, but not everything has come to its end. */
    record DrainTimedOut(long epoch) implements MasterNote {}

    /** The delay before the next attempt is over. */
    record BackoffOver() implements MasterNote {}

    /** Keepers have not answered in time. */
    record PatienceOver(long epoch, MasterPhase phase) implements MasterNote {}
}
