package dev.sluice.runtime.protocol;

import akka.actor.Address;

/** What a node is called wherever it is spoken of: {@code host:port}. */
public final class NodeName {
    private NodeName() {}

    /**
     * @param address a node's address
     * @return its host and port; of a system that nobody can reach, its name
     */
    public static String of(Address address) {
        return address.hasGlobalScope()
                ? address.host().get() + ":" + address.port().get()
                : address.system();
    }
}
