package dev.sluice.runtime.wire;

import dev.sluice.persistence.serde.ByteSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The end that was connected to: frames come in, credits go out. What is for nobody here is dropped. */
final class IncomingConnection implements Connection {
    private static final Logger LOG = LoggerFactory.getLogger(IncomingConnection.class);

    private final String local;
    private final long uid;
    private final Inboxes inboxes;
    private final BiConsumer<IncomingConnection, String> onHello;
    private final Consumer<IncomingConnection> onBroken;
    private final WriteQueue queue = new WriteQueue();
    private final Map<Integer, IncomingChannel> channels = new HashMap<>();
    private final String address;
    private volatile @Nullable String remote;
    private boolean broken;

    /**
     * @param local this node
     * @param uid of this node's incarnation
     * @param address where it was connected from
     * @param inboxes where frames may go
     * @param onHello called with the other node's wire actor
     * @param onBroken called once, when it has broken
     */
    IncomingConnection(
            String local,
            long uid,
            String address,
            Inboxes inboxes,
            BiConsumer<IncomingConnection, String> onHello,
            Consumer<IncomingConnection> onBroken) {
        this.local = local;
        this.uid = uid;
        this.address = address;
        this.inboxes = inboxes;
        this.onHello = onHello;
        this.onBroken = onBroken;
    }

    String local() {
        return local;
    }

    String remote() {
        String known = remote;
        return known == null ? address : known;
    }

    @Override
    public WriteQueue queue() {
        return queue;
    }

    @Override
    public void receive(int kind, ByteSource in) {
        if (remote == null) {
            greet(kind, in);
            return;
        }
        switch (kind) {
            case Messages.OPEN -> open(Messages.number(in), in.getString(), Messages.readRoute(in));
            case Messages.FRAME -> frame(Messages.number(in), in);
            case Messages.CLOSE -> forget(Messages.number(in));
            default -> throw in.damaged("message " + kind + " where frames come");
        }
    }

    private void greet(int kind, ByteSource in) {
        if (kind != Messages.HELLO) {
            throw new WireException("it does not begin with a greeting");
        }
        String guard = Messages.readHello(in, uid);
        remote = nodeOf(guard);
        onHello.accept(this, guard);
    }

    /** A node's address, from the path of its wire actor. */
    static String nodeOf(String guard) {
        int path = guard.indexOf("/system/");
        return path < 0 ? guard : guard.substring(0, path);
    }

    private synchronized void open(int id, String inbox, Route route) {
        Inboxes.Entry receiver = inboxes.find(inbox);
        if (receiver != null) {
            channels.put(id, new IncomingChannel(this, id, route, receiver));
        }
    }

    private void frame(int id, ByteSource in) {
        IncomingChannel channel;
        synchronized (this) {
            channel = channels.get(id);
        }
        if (channel == null) {
            return;
        }
        if (channel.isOpen()) {
            channel.arrived(in.bytes(), in.position());
        } else {
            forget(id);
        }
    }

    private synchronized void forget(int id) {
        channels.remove(id);
    }

    @Override
    public void broken(String reason) {
        List<IncomingChannel> concerned;
        synchronized (this) {
            if (broken) {
                return;
            }
            broken = true;
            concerned = List.copyOf(channels.values());
            channels.clear();
        }
        queue.close();
        onBroken.accept(this);
        String message = "the data connection from node " + remote() + " to node " + local + " is broken: " + reason;
        LOG.info("{}", message);
        concerned.stream().filter(IncomingChannel::isOpen).forEach(channel -> channel.broken(message));
    }
}
