package dev.sluice.benchmarks.wire;

import akka.actor.ActorRef;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.function.ToDoubleFunction;

/**
 * Sends to another process: everything at once, in turn by a plain connection, the wire and Artery, and then at a rate.
 *
 * @param seconds for each measurement
 * @param rounds how often everything is sent at once; the medians count
 * @param rate records per second afterwards
 */
public record WireRun(double seconds, int rounds, double rate) {
    private static final double MEGA = 1e6;
    private static final double NANOS = 1e9;

    /**
     * @param command starts the receiving process
     * @param out gets the results
     * @throws IOException if the process cannot be started or ends
     */
    public void run(List<String> command, PrintWriter out) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader in = process.inputReader(StandardCharsets.UTF_8);
                PrintWriter to = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8))) {
            run(in, to, out);
        } finally {
            process.destroy();
        }
    }

    private void run(BufferedReader in, PrintWriter to, PrintWriter out) throws IOException {
        String[] where = hear(in).split(" ", -1);
        Node node = Node.start();
        try {
            ActorRef wireSink = node.resolve(where[0]);
            ActorRef arterySink = node.resolve(where[1]);
            int port = Integer.parseInt(where[2]);
            int recordPort = Integer.parseInt(where[3]);
            Traffic wire = new Traffic(new WireLane(node, wireSink));
            Traffic artery = new Traffic(new ArteryLane(node, arterySink));
            Object[] bytes = Sample.bytes();
            Object[] objects = Sample.samples();
            Map<String, DoubleSupplier> lanes = new LinkedHashMap<>();
            lanes.put("plain", () -> PlainConnection.flood(node, port, seconds));
            lanes.put("plain records=framed", () -> PlainConnection.floodRecords(node, recordPort, seconds));
            lanes.put("wire records=bytes", () -> wire.flood(seconds, bytes) * Sample.BYTES);
            lanes.put("wire records=objects", () -> wire.flood(seconds, objects) * Sample.BYTES);
            lanes.put("artery records=bytes", () -> artery.flood(seconds, bytes) * Sample.BYTES);
            lanes.put("artery records=objects", () -> artery.flood(seconds, objects) * Sample.BYTES);
            Map<String, List<Flood>> floods = new LinkedHashMap<>();
            for (int round = 0; round <= rounds; round++) {
                for (Map.Entry<String, DoubleSupplier> lane : lanes.entrySet()) {
                    Flood flood = flood(lane.getValue(), in, to);
                    if (round > 0) { // the first warms up
                        floods.computeIfAbsent(lane.getKey(), any -> new ArrayList<>())
                                .add(flood);
                    }
                }
            }
            floods.forEach((lane, measured) -> print(out, lane, measured, floods.getOrDefault("plain", List.of())));
            hop(out, "wire", wire, in, to);
            hop(out, "artery", artery, in, to);
        } finally {
            node.system().terminate();
        }
    }

    /** What one measurement has shown: bytes per second, and the processors' time that both processes took for one. */
    private record Flood(double rate, double cpuNanosPerByte) {}

    private static Flood flood(DoubleSupplier lane, BufferedReader in, PrintWriter to) throws IOException {
        long begin = System.nanoTime();
        long before = Receiver.cpuNanos() + Long.parseLong(ask(in, to)[0]);
        double rate = lane.getAsDouble();
        long cpu = Receiver.cpuNanos() + Long.parseLong(ask(in, to)[0]) - before;
        return new Flood(rate, cpu / (rate * (System.nanoTime() - begin) / NANOS));
    }

    private static void print(PrintWriter out, String lane, List<Flood> floods, List<Flood> plain) {
        double rate = median(floods, Flood::rate);
        out.println(String.format(
                Locale.ROOT,
                "WIRE lane=%s mb_per_s=%.0f of_plain=%.2f cpu_ns_per_record=%.0f",
                lane,
                rate / MEGA,
                rate / median(plain, Flood::rate),
                median(floods, Flood::cpuNanosPerByte) * Sample.BYTES));
        out.flush();
    }

    private void hop(PrintWriter out, String lane, Traffic traffic, BufferedReader in, PrintWriter to)
            throws IOException {
        traffic.pace(seconds, Sample.samples(), rate);
        ask(in, to);
        traffic.pace(2 * seconds, Sample.samples(), rate);
        out.println(String.format(Locale.ROOT, "HOP lane=%s records_per_s=%.0f %s", lane, rate, ask(in, to)[1]));
        out.flush();
    }

    /** The process's CPU time, and its latencies since it was asked before. */
    private static String[] ask(BufferedReader in, PrintWriter to) throws IOException {
        to.println();
        to.flush();
        return hear(in).split(" ", 2);
    }

    private static String hear(BufferedReader in) throws IOException {
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (line.startsWith(Receiver.SAYS)) {
                return line.substring(Receiver.SAYS.length());
            }
        }
        throw new IOException("the receiving process has ended");
    }

    private static double median(List<Flood> floods, ToDoubleFunction<Flood> of) {
        double[] sorted = floods.stream().mapToDouble(of).sorted().toArray();
        return sorted[sorted.length / 2];
    }
}
