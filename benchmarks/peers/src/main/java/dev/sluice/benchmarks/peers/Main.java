package dev.sluice.benchmarks.peers;

import dev.sluice.benchmarks.Workloads;
import dev.sluice.benchmarks.measure.Order;
import dev.sluice.benchmarks.measure.Subject;
import dev.sluice.benchmarks.peers.flink.FlinkSubject;
import dev.sluice.benchmarks.peers.jet.JetSubject;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Runs one order on one peer: what {@code sluice bench --peers} starts, in a process for each. */
public final class Main {
    private Main() {}

    /**
     * Prints the lines of the order, and ends the process.
     *
     * @param args the peer, a folder for its files, and the order
     */
    public static void main(String[] args) {
        int exitCode = 0;
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        try {
            List<String> order = Arrays.asList(args).subList(2, args.length);
            carryOut(args[0], Path.of(args[1]), Order.parse(order, Workloads::named), out);
        } catch (Exception e) {
            e.printStackTrace();
            exitCode = 1;
        }
        out.flush();
        java.lang.Runtime.getRuntime().halt(exitCode); // the peers leave threads behind
    }

    private static void carryOut(String peer, Path folder, Order order, PrintWriter out) throws Exception {
        try (Subject subject = subject(peer, folder, order)) {
            order.carryOut(subject, order.workload().label(), out);
        }
    }

    private static Subject subject(String peer, Path folder, Order order) throws Exception {
        return switch (peer) {
            case "flink" -> new FlinkSubject(order.parallelism(), order.checkpointInterval(), folder);
            case "jet" -> new JetSubject(order.parallelism(), order.checkpointInterval());
            default -> throw new IllegalArgumentException("there is no peer \"" + peer + "\", only flink and jet");
        };
    }
}
