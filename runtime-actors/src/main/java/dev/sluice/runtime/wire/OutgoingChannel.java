package dev.sluice.runtime.wire;

import akka.actor.ActorRef;
import akka.util.ByteString;

/** The sending end of a channel to another node. The task's thread sends; credits go to the task's inbox. */
public final class OutgoingChannel {
    private final OutgoingConnection connection;
    private final int id;
    private final Route route;
    private final ActorRef sender;
    private final WriteQueue.Line line;

    OutgoingChannel(OutgoingConnection connection, int id, Route route, ActorRef sender) {
        this.connection = connection;
        this.id = id;
        this.route = route;
        this.sender = sender;
        line = connection.queue().line();
    }

    int id() {
        return id;
    }

    Route route() {
        return route;
    }

    /** The task's inbox. */
    ActorRef sender() {
        return sender;
    }

    /** The node at the other end. */
    String remote() {
        return connection.remote();
    }

    /** Whether the way is so long that it is worth to make frames smaller. */
    boolean compresses() {
        return connection.compresses();
    }

    void offer(ByteString message) {
        line.put(message);
    }

    /** Ends the channel: what was sent still goes, and nothing comes back any more. */
    public void close() {
        connection.forget(this);
        line.put(Messages.close(id));
    }
}
