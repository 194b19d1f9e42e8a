package dev.sluice.runtime.wire;

import akka.actor.ActorRef;
import akka.actor.Address;
import akka.actor.ExtendedActorSystem;
import akka.actor.typed.ActorRefResolver;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Props;
import akka.actor.typed.javadsl.AskPattern;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A node's connections to other nodes for data. There is at most one to each node, which is made when the first channel
 * to it is opened; it ends when it breaks or the node is gone, and the next channel makes another. Does nothing until
 * it is started. Safe for use by several threads.
 */
public final class Wire {
    private final ActorSystem<?> system;
    private final Inboxes inboxes = new Inboxes();
    private final Map<Address, OutgoingConnection> outgoing = new ConcurrentHashMap<>();
    private final Map<OutgoingConnection, akka.actor.typed.ActorRef<WireMessage>> located = new ConcurrentHashMap<>();
    private final Map<IncomingConnection, akka.actor.typed.ActorRef<WireMessage>> incoming = new ConcurrentHashMap<>();
    private final Set<IncomingConnection> strangers = ConcurrentHashMap.newKeySet();
    private volatile @Nullable Started started;

    /** What there is once it is started. */
    private record Started(WireSettings settings, Sockets sockets, akka.actor.typed.ActorRef<WireMessage> guard) {}

    private Wire(ActorSystem<?> system) {
        this.system = system;
    }

    /**
     * @param system the node's actor system
     * @return its wire, not started
     */
    public static Wire create(ActorSystem<?> system) {
        return new Wire(system);
    }

    /**
     * Takes connections of other nodes from now on, and lets this one's tasks connect to others. To be called once,
     * before tasks are deployed here.
     *
     * @return where, as other nodes reach it; fails if the port cannot be bound
     */
    public CompletionStage<InetSocketAddress> start() {
        WireSettings settings = WireSettings.of(system.settings().config());
        Sockets sockets = Sockets.create(system, settings);
        String own = system.address().getHost().orElseThrow();
        String host = settings.hostname().isEmpty() ? own : settings.hostname();
        String listening = settings.bindHostname().isEmpty() ? host : settings.bindHostname();
        return sockets.bind(listening, this::accept).thenApply(port -> {
            InetSocketAddress reachable = InetSocketAddress.createUnresolved(host, port);
            akka.actor.typed.ActorRef<WireMessage> guard =
                    system.systemActorOf(WireGuard.create(reachable, uid(), this::gone), WireGuard.NAME, Props.empty());
            started = new Started(settings, sockets, guard);
            return reachable;
        });
    }

    private long uid() {
        return ((ExtendedActorSystem) system.classicSystem()).uid();
    }

    private String node() {
        return system.address().toString();
    }

    /** @return what a part of a frame may take, bytes */
    public int maxFrameSize() {
        Started running = started;
        return running == null ? Integer.MAX_VALUE : running.settings().maxFrameSize();
    }

    /** @param inbox of a task on this node, that frames may come to from now on */
    public void register(ActorRef inbox) {
        if (started != null) {
            inboxes.add(inbox);
        }
    }

    /** @param inbox of a task that has ended: what comes for it is dropped */
    public void deregister(ActorRef inbox) {
        inboxes.remove(inbox);
    }

    /**
     * @param inbox of a task
     * @return whether it is on another node
     */
    public static boolean isRemote(ActorRef inbox) {
        return inbox.path().address().hasGlobalScope();
    }

    /**
     * Opens a channel; returns at once, while the connection may still be made.
     *
     * @param receiver the inbox of a task on another node
     * @param route the channel
     * @param sender the inbox of the task that sends: hears of credits, and {@link Broken} if the connection cannot be
     *     made or breaks
     * @return what it sends by
     */
    public OutgoingChannel open(ActorRef receiver, Route route, ActorRef sender) {
        Started running = started;
        if (running == null) {
            throw new WireException("node " + node() + " cannot send to node "
                    + receiver.path().address() + ": it takes no part in a cluster, so its wire was not started");
        }
        Address address = receiver.path().address();
        OutgoingConnection connection = outgoing.get(address);
        if (connection == null) {
            OutgoingConnection made =
                    new OutgoingConnection(node(), address.toString(), broken -> forget(address, broken));
            connection = outgoing.putIfAbsent(address, made);
            if (connection == null) {
                connection = made;
                connect(running, address, made);
            }
        }
        return connection.open(Inboxes.nameOf(receiver), route, sender);
    }

    private void forget(Address address, OutgoingConnection connection) {
        outgoing.remove(address, connection);
        located.remove(connection);
    }

    private void connect(Started running, Address address, OutgoingConnection connection) {
        akka.actor.typed.ActorRef<WireMessage> peer =
                ActorRefResolver.get(system).resolveActorRef(address + "/system/" + WireGuard.NAME);
        AskPattern.ask(peer, WireMessage.Locate::new, running.settings().connectTimeout(), system.scheduler())
                .whenComplete((found, problem) -> {
                    if (problem != null) {
                        connection.broken("that node does not say where its data port is (" + problem.getMessage()
                                + "): is it up, and was its wire started?");
                    } else {
                        connect(running, found, connection);
                    }
                });
    }

    private void connect(Started running, WireMessage.Located found, OutgoingConnection connection) {
        located.put(connection, found.node());
        running.guard().tell(new WireMessage.Watch(found.node()));
        String self = ActorRefResolver.get(system).toSerializationFormat(running.guard());
        connection.queue().putUrgent(Messages.hello(found.uid(), self));
        running.sockets().connect(new InetSocketAddress(found.host(), found.port()), connection);
    }

    private IncomingConnection accept(String from) {
        IncomingConnection connection =
                new IncomingConnection(node(), uid(), from, inboxes, this::greeted, this::forget);
        strangers.add(connection);
        return connection;
    }

    private void greeted(IncomingConnection connection, String guard) {
        akka.actor.typed.ActorRef<WireMessage> peer =
                ActorRefResolver.get(system).resolveActorRef(guard);
        strangers.remove(connection);
        incoming.put(connection, peer);
        Started running = started;
        if (running != null) {
            running.guard().tell(new WireMessage.Watch(peer));
        }
    }

    private void forget(IncomingConnection connection) {
        strangers.remove(connection);
        incoming.remove(connection);
    }

    private void gone(akka.actor.typed.ActorRef<WireMessage> peer) {
        located.forEach((connection, node) -> closeIf(node.equals(peer), connection));
        incoming.forEach((connection, node) -> closeIf(node.equals(peer), connection));
    }

    private static void closeIf(boolean gone, Connection connection) {
        if (gone) {
            connection.broken("that node is gone");
        }
    }

    /** How many connections there are, in both directions. */
    int connections() {
        return outgoing.size() + incoming.size() + strangers.size();
    }
}
