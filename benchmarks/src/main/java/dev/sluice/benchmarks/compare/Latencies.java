package dev.sluice.benchmarks.compare;

import dev.sluice.benchmarks.latency.LatencyOrder;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Measures the latencies of all engines, each in a process of its own. */
public final class Latencies {
    private static final List<String> BUFFER_TIMEOUTS = List.of("0", "1");

    private Latencies() {}

    /**
     * @param order what to measure
     * @param heap of each process, as {@code -Xmx} takes it
     * @param peersClasspath of the module of the peers
     * @param out for a line from each process
     * @throws IOException if a process cannot be started
     * @throws InterruptedException if the caller is interrupted
     * @throws ComparisonException if a process failed
     */
    public static void compare(LatencyOrder order, String heap, String peersClasspath, PrintWriter out)
            throws IOException, InterruptedException {
        Jvm jvm = new Jvm(heap, peersClasspath);
        List<String> latency = new ArrayList<>(List.of("latency"));
        latency.addAll(order.arguments());
        print(Trial.lines("sluice", folder -> jvm.sluice(Engine.SLUICE, folder, latency)), out);
        for (String collector : Engine.FLINK.collectors()) {
            for (String timeout : BUFFER_TIMEOUTS) {
                String label = "flink,timeout=" + timeout + "ms," + collector;
                peer(jvm, Engine.FLINK, collector, timeout, label, order, out);
            }
        }
        for (String collector : Engine.JET.collectors()) {
            peer(jvm, Engine.JET, collector, "0", "jet," + collector, order, out);
        }
    }

    private static void peer(
            Jvm jvm, Engine engine, String collector, String timeout, String label, LatencyOrder order, PrintWriter out)
            throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of(timeout, label));
        arguments.addAll(order.arguments());
        print(Trial.lines(label, folder -> jvm.peer("LatencyMain", engine, collector, folder, arguments)), out);
    }

    private static void print(List<String> lines, PrintWriter out) {
        lines.forEach(out::println);
        out.flush();
    }
}
