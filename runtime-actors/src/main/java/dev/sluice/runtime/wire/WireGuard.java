package dev.sluice.runtime.wire;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.Terminated;
import akka.actor.typed.javadsl.Behaviors;
import java.net.InetSocketAddress;
import java.util.function.Consumer;

/** A node's wire actor: says where data connections are taken, and notices when another node is gone. */
final class WireGuard {
    /** Its name below /system. */
    static final String NAME = "sluice-wire";

    private WireGuard() {}

    /**
     * @param bound where this node takes data connections, as others reach it
     * @param uid of this node's incarnation
     * @param gone called with the wire actor of each node that is gone
     */
    static Behavior<WireMessage> create(InetSocketAddress bound, long uid, Consumer<ActorRef<WireMessage>> gone) {
        return Behaviors.setup(context -> Behaviors.receive(WireMessage.class)
                .onMessage(WireMessage.Locate.class, locate -> {
                    locate.replyTo()
                            .tell(new WireMessage.Located(
                                    bound.getHostString(), bound.getPort(), uid, context.getSelf()));
                    return Behaviors.same();
                })
                .onMessage(WireMessage.Watch.class, watch -> {
                    context.watch(watch.node());
                    return Behaviors.same();
                })
                .onSignal(Terminated.class, terminated -> {
                    gone.accept(terminated.getRef().unsafeUpcast());
                    return Behaviors.same();
                })
                .build());
    }
}
