package dev.sluice.runtime.wire;

import akka.actor.ActorRef;

/** The receiving end of a channel from another node. */
public final class IncomingChannel {
    private final IncomingConnection connection;
    private final int id;
    private final Route route;
    private final Inboxes.Entry receiver;

    IncomingChannel(IncomingConnection connection, int id, Route route, Inboxes.Entry receiver) {
        this.connection = connection;
        this.id = id;
        this.route = route;
        this.receiver = receiver;
    }

    Route route() {
        return route;
    }

    /** Whether the task is still there. */
    boolean isOpen() {
        return receiver.isOpen();
    }

    void arrived(byte[] bytes, int offset) {
        receiver.inbox().tell(new Arrival(this, bytes, offset), ActorRef.noSender());
    }

    void broken(String reason) {
        receiver.inbox().tell(new Broken(route.epoch(), reason), ActorRef.noSender());
    }

    /**
     * Allows the sender to go on.
     *
     * @param upTo frames with a smaller sequence number may be sent
     */
    public void grant(long upTo) {
        connection.queue().putUrgent(Messages.credit(id, upTo));
    }

    /** @return what comes by it, for an error */
    public String describe() {
        return "a frame from node " + connection.remote() + " to node " + connection.local() + " (edge " + route.edge()
                + " from subtask " + route.from() + " to subtask " + route.to() + ", attempt " + route.epoch() + ")";
    }
}
