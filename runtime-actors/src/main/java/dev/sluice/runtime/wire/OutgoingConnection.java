package dev.sluice.runtime.wire;

import akka.actor.ActorRef;
import dev.sluice.persistence.serde.ByteSource;
import dev.sluice.runtime.channel.Credit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The end that connected: frames go out, credits come in. */
final class OutgoingConnection implements Connection {
    private final String local;
    private final String remote;
    private final Consumer<OutgoingConnection> onBroken;
    private final WriteQueue queue = new WriteQueue();
    private final Map<Integer, OutgoingChannel> channels = new HashMap<>();
    private int opened;
    private @Nullable String brokenBy;
    private volatile boolean compressing;

    /**
     * @param local this node
     * @param remote the other one
     * @param onBroken called once, when it has broken
     */
    OutgoingConnection(String local, String remote, Consumer<OutgoingConnection> onBroken) {
        this.local = local;
        this.remote = remote;
        this.onBroken = onBroken;
    }

    /** Opens a channel; if the connection has broken, the sender hears of it like of one that breaks later. */
    OutgoingChannel open(String inbox, Route route, ActorRef sender) {
        OutgoingChannel channel;
        String problem;
        synchronized (this) {
            channel = new OutgoingChannel(this, ++opened, route, sender);
            problem = brokenBy;
            if (problem == null) {
                channels.put(channel.id(), channel);
            }
        }
        channel.offer(Messages.open(channel.id(), inbox, route));
        if (problem != null) {
            sender.tell(new Broken(route.epoch(), problem), ActorRef.noSender());
        }
        return channel;
    }

    synchronized void forget(OutgoingChannel channel) {
        channels.remove(channel.id());
    }

    String remote() {
        return remote;
    }

    boolean compresses() {
        return compressing;
    }

    void compress() {
        compressing = true;
    }

    @Override
    public WriteQueue queue() {
        return queue;
    }

    @Override
    public void receive(int kind, ByteSource in) {
        if (kind != Messages.CREDIT) {
            throw in.damaged("message " + kind + " where credits come back");
        }
        int id = Messages.number(in);
        long upTo = in.getUnsigned();
        OutgoingChannel channel;
        synchronized (this) {
            channel = channels.get(id);
        }
        if (channel != null) {
            Route route = channel.route();
            channel.sender().tell(new Credit(route.edge(), route.to(), route.epoch(), upTo), ActorRef.noSender());
        }
    }

    @Override
    public void broken(String reason) {
        List<OutgoingChannel> concerned;
        String message = "the data connection from node " + local + " to node " + remote + " is broken: " + reason;
        synchronized (this) {
            if (brokenBy != null) {
                return;
            }
            brokenBy = message;
            concerned = List.copyOf(channels.values());
            channels.clear();
        }
        queue.close();
        onBroken.accept(this);
        for (OutgoingChannel channel : concerned) {
            channel.sender().tell(new Broken(channel.route().epoch(), message), ActorRef.noSender());
        }
    }
}
