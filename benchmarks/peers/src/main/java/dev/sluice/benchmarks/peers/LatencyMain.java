package dev.sluice.benchmarks.peers;

import dev.sluice.benchmarks.latency.LatencyLine;
import dev.sluice.benchmarks.latency.LatencyOrder;
import dev.sluice.benchmarks.latency.LatencyRun;
import dev.sluice.benchmarks.peers.flink.FlinkSubject;
import dev.sluice.benchmarks.peers.jet.JetSubject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;

/** Measures latencies on one peer: what {@code sluice bench latency --peers} starts, in a process for each. */
public final class LatencyMain {
    private static final int OWN_ARGUMENTS = 4;

    private LatencyMain() {}

    /**
     * Prints a line, and ends the process.
     *
     * @param args the peer, a folder for its files, the buffer timeout (milliseconds; only Flink has one), how the peer
     *     is called in the line, and the order
     */
    public static void main(String[] args) {
        int exitCode = 0;
        try {
            LatencyOrder order = LatencyOrder.parse(Arrays.asList(args).subList(OWN_ARGUMENTS, args.length));
            LatencyRun run = order.run();
            PacedFeed.begin(run);
            if (args[0].equals("flink")) {
                Duration timeout = Duration.ofMillis(Long.parseLong(args[2]));
                try (FlinkSubject flink =
                        new FlinkSubject(order.parallelism(), order.checkpointInterval(), timeout, Path.of(args[1]))) {
                    flink.measureLatency();
                }
            } else {
                try (JetSubject jet = new JetSubject(order.parallelism(), order.checkpointInterval())) {
                    jet.measureLatency();
                }
            }
            System.out.println(LatencyLine.of(args[3], order.rate(), run.latencies()));
        } catch (Exception e) {
            e.printStackTrace();
            exitCode = 1;
        }
        System.out.flush();
        java.lang.Runtime.getRuntime().halt(exitCode); // the peers leave threads behind
    }
}
