package dev.sluice.examples.chaos;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;

/** All nodes on one loopback address, each with ports of its own. There are no links that could be cut. */
final class Loopback implements Links {
    private static final String ADDRESS = "127.0.0.1";

    @Override
    public boolean canCut() {
        return false;
    }

    @Override
    public String address(int node) {
        return ADDRESS;
    }

    @Override
    public String hub() {
        return ADDRESS;
    }

    @Override
    public int port(int wanted) throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public List<String> prefix(int node) {
        return List.of();
    }

    @Override
    public void cut(int node) {
        throw new UnsupportedOperationException("there is no link to cut on a loopback address");
    }

    @Override
    public void heal(int node) {
        throw new UnsupportedOperationException("there is no link to heal on a loopback address");
    }

    @Override
    public void close() {}
}
