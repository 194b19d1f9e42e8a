package dev.sluice.examples.chaos;

import dev.sluice.examples.process.Command;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A network namespace for each node, joined to a bridge by a pair of virtual Ethernet devices. To cut a link is to take
 * down the bridge's end of its pair: packets are lost, and nobody is told, as with a cable. Names carry the id of this
 * process, so that runs beside each other do not clash and what a dead one has left can be found. Linux, root and the
 * command {@code ip} are needed.
 */
final class Namespaces implements Links {
    private static final String PREFIX = "sluice-chaos-";
    private static final Pattern NAMESPACE = Pattern.compile("^" + PREFIX + "(\\d+)-(\\d+)\\b.*");
    private static final Pattern BRIDGE = Pattern.compile("^\\d+: slb(\\d+)[:@].*");
    private static final int SUBNETS = 250;

    private final long owner;
    private final int nodes;
    private final String subnet;

    private Namespaces(long owner, int nodes, String subnet) {
        this.owner = owner;
        this.nodes = nodes;
        this.subnet = subnet;
    }

    /**
     * Makes the links; first removes those of runs whose process is gone.
     *
     * @throws IOException if this process may not, or there is no {@code ip}; nothing is left behind then
     */
    static Namespaces make(int nodes) throws IOException {
        removeLeftovers();
        long owner = ProcessHandle.current().pid();
        Namespaces links = new Namespaces(owner, nodes, freeSubnet(owner));
        try {
            links.makeBridge();
            for (int node = 1; node <= nodes; node++) {
                links.makeNode(node);
            }
            return links;
        } catch (IOException e) {
            links.close();
            throw e;
        }
    }

    /** A private one that no interface of this machine is in. */
    private static String freeSubnet(long owner) throws IOException {
        List<String> used = new ArrayList<>();
        for (NetworkInterface device : Collections.list(NetworkInterface.getNetworkInterfaces())) {
            for (InetAddress address : Collections.list(device.getInetAddresses())) {
                used.add(address.getHostAddress());
            }
        }
        for (int i = 0; i < SUBNETS; i++) {
            String subnet = "10.213." + (1 + (owner + i) % SUBNETS) + ".";
            if (used.stream().noneMatch(address -> address.startsWith(subnet))) {
                return subnet;
            }
        }
        throw new IOException("no free subnet in 10.213.0.0/16");
    }

    private void makeBridge() throws IOException {
        Command.run("ip", "link", "add", bridge(owner), "type", "bridge");
        Command.run("ip", "address", "add", hub() + "/24", "dev", bridge(owner));
        Command.run("ip", "link", "set", bridge(owner), "up");
    }

    private void makeNode(int node) throws IOException {
        String namespace = namespace(owner, node);
        Command.run("ip", "netns", "add", namespace);
        Command.run("ip", "link", "add", outer(node), "type", "veth", "peer", "name", "eth0", "netns", namespace);
        Command.run("ip", "link", "set", outer(node), "master", bridge(owner), "up");
        Command.run("ip", "-n", namespace, "link", "set", "lo", "up");
        Command.run("ip", "-n", namespace, "address", "add", address(node) + "/24", "dev", "eth0");
        Command.run("ip", "-n", namespace, "link", "set", "eth0", "up");
    }

    private static String namespace(long owner, int node) {
        return PREFIX + owner + "-" + node;
    }

    /** Names of devices have 15 characters at most. */
    private static String bridge(long owner) {
        return "slb" + owner;
    }

    private String outer(int node) {
        return "slv" + owner + "n" + node;
    }

    @Override
    public boolean canCut() {
        return true;
    }

    @Override
    public String address(int node) {
        return subnet + (10 + node);
    }

    @Override
    public String hub() {
        return subnet + 1;
    }

    @Override
    public int port(int wanted) {
        return wanted;
    }

    @Override
    public List<String> prefix(int node) {
        return List.of("ip", "netns", "exec", namespace(owner, node));
    }

    @Override
    public void cut(int node) throws IOException {
        Command.run("ip", "link", "set", outer(node), "down");
    }

    @Override
    public void heal(int node) throws IOException {
        Command.run("ip", "link", "set", outer(node), "up");
    }

    @Override
    public void close() {
        for (int node = 1; node <= nodes; node++) {
            attempt("ip", "netns", "delete", namespace(owner, node)); // its device and the other end go with it
            attempt("ip", "link", "delete", outer(node)); // a namespace goes once the last process in it has gone
        }
        attempt("ip", "link", "delete", bridge(owner));
    }

    /** What runs of processes that are no more have left: their nodes' processes, namespaces and bridges. */
    static void removeLeftovers() throws IOException {
        for (String line : Command.run("ip", "netns", "list").lines().toList()) {
            Matcher name = NAMESPACE.matcher(line);
            if (name.matches() && isGone(name.group(1))) {
                String namespace = PREFIX + name.group(1) + "-" + name.group(2);
                for (String pid :
                        Command.run("ip", "netns", "pids", namespace).lines().toList()) {
                    ProcessHandle.of(Long.parseLong(pid.strip())).ifPresent(ProcessHandle::destroyForcibly);
                }
                attempt("ip", "netns", "delete", namespace);
            }
        }
        for (String line : Command.run("ip", "-o", "link", "show", "type", "bridge")
                .lines()
                .toList()) {
            Matcher name = BRIDGE.matcher(line);
            if (name.matches() && isGone(name.group(1))) {
                attempt("ip", "link", "delete", "slb" + name.group(1));
            }
        }
    }

    private static boolean isGone(String pid) {
        Optional<ProcessHandle> process = ProcessHandle.of(Long.parseLong(pid));
        return process.isEmpty() || !process.get().isAlive();
    }

    /** What cannot be removed is not there, or its name says whose it is. */
    private static void attempt(String... command) {
        try {
            Command.run(command);
        } catch (IOException e) {
            // gone already
        }
    }
}
