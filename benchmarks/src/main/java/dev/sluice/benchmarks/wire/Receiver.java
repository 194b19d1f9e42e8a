package dev.sluice.benchmarks.wire;

import akka.actor.ActorRef;
import com.sun.management.OperatingSystemMXBean;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** The process that receives: says where, and after each line it is sent says which latencies it has seen since. */
public final class Receiver {
    private static final double NANOS_IN_MILLI = 1e6;
    private static final int DIGITS = 3;

    private Receiver() {}

    /**
     * Runs until the other process closes its end.
     *
     * @param in from the other process
     * @param out to the other process
     * @throws IOException if it cannot be read
     */
    public static void run(BufferedReader in, PrintWriter out) throws IOException {
        Node node = Node.start();
        Histogram latencies = new Histogram(TimeUnit.MINUTES.toNanos(1), DIGITS);
        ActorRef wire = node.system().actorOf(WireSink.props(latencies), "wire-sink");
        ActorRef artery = node.system().actorOf(ArterySink.props(latencies), Node.ARTERY_SINK);
        node.wire().register(wire);
        say(
                out,
                node.pathOf(wire) + " " + node.pathOf(artery) + " " + PlainConnection.listen(node) + " "
                        + PlainConnection.listenForRecords(node));
        while (in.readLine() != null) {
            synchronized (latencies) {
                say(
                        out,
                        String.format(
                                Locale.ROOT,
                                "%d p50_ms=%.3f p99_ms=%.3f p999_ms=%.3f",
                                cpuNanos(),
                                latencies.getValueAtPercentile(50) / NANOS_IN_MILLI,
                                latencies.getValueAtPercentile(99) / NANOS_IN_MILLI,
                                latencies.getValueAtPercentile(99.9) / NANOS_IN_MILLI));
                latencies.reset();
            }
        }
        node.system().terminate();
    }

    /** What this process has taken of the processors so far. */
    static long cpuNanos() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }

    private static void say(PrintWriter out, String line) {
        out.println(SAYS + line);
        out.flush();
    }

    /** What its lines begin with: others may write to standard output too. */
    static final String SAYS = "WIRE-RECEIVER ";
}
