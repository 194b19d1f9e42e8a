package dev.sluice.runtime.wire;

import akka.actor.typed.ActorRef;
import dev.sluice.runtime.protocol.CborSerializable;

/** What the wire actors of two nodes say to each other, through Akka. */
public sealed interface WireMessage {

    /**
     * Where does this node take data connections?
     *
     * @param replyTo hears the answer
     */
    record Locate(ActorRef<Located> replyTo) implements WireMessage, CborSerializable {}

    /**
     * Here.
     *
     * @param host a name or address that other nodes can reach
     * @param port its TCP port
     * @param uid of the node's incarnation
     * @param node the node's wire actor
     */
    record Located(String host, int port, long uid, ActorRef<WireMessage> node) implements CborSerializable {}

    /**
     * The node's connections are to be closed when it is gone. Never leaves the JVM.
     *
     * @param node the node's wire actor
     */
    record Watch(ActorRef<WireMessage> node) implements WireMessage {}
}
