package dev.sluice.runtime.coordinator;

import akka.actor.typed.ActorRef;
import akka.pattern.StatusReply;
import dev.sluice.runtime.protocol.JobUpdate;
import dev.sluice.runtime.protocol.MasterCommand;

/** What a master does about savepoints whatever its phase: takes orders, and has written ones named. */
final class SavepointDesk {
    private final MasterEnvironment environment;
    private final CheckpointArchive archive;
    private final Handovers handovers;
    private long lastRequest;

    SavepointDesk(MasterEnvironment environment, CheckpointArchive archive, Handovers handovers) {
        this.environment = environment;
        this.archive = archive;
        this.handovers = handovers;
    }

    /** Has the folder made; {@link MasterNote.SavepointPrepared} follows. */
    void take(MasterCommand.Savepoint command) {
        archive.prepare(new Handover.Savepoint(order(command.directory(), command.replyTo()), false, false));
    }

    /** Has the folder made; {@link MasterNote.SavepointPrepared} follows. */
    void take(MasterCommand.StopWithSavepoint command) {
        archive.prepare(new Handover.Savepoint(order(command.directory(), command.replyTo()), true, command.drain()));
    }

    private SavepointOrder order(String directory, ActorRef<StatusReply<JobUpdate>> replyTo) {
        // Two requests are told apart by their time.
        lastRequest = Math.max(environment.clock().millis(), lastRequest + 1);
        return new SavepointOrder(directory, lastRequest, replyTo, environment.io());
    }

    /**
     * All have committed: a savepoint that is written gets its name, and {@link MasterNote.SavepointPublished} follows,
     * now or since it was asked for before.
     *
     * @return whether there is one
     */
    boolean publish() {
        SavepointOrder order = handovers.order();
        if (order == null || !order.isWritten()) {
            return false;
        }
        if (!order.isPublishing()) {
            archive.publish(order);
        }
        return true;
    }

    /**
     * A checkpoint's time is over: a savepoint is called off that waits for not all having committed it.
     *
     * @return whether there was one
     */
    boolean giveUp(long checkpoint) {
        SavepointOrder order = handovers.order();
        if (order == null || !order.isUncommitted(checkpoint)) {
            return false;
        }
        handovers.refuse("not all have committed within the checkpoint timeout");
        return true;
    }

    /** A savepoint has its name, or could not get it. */
    void published(MasterNote.SavepointPublished note) {
        if (note.problem() == null) {
            note.order().done();
        } else {
            note.order().fail(note.problem());
        }
    }
}
