package dev.sluice.benchmarks.wire;

import akka.actor.ActorRef;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Sends to another process: everything at once, in turn by a plain connection, the wire and Artery, and then at a rate.
 *
 * @param seconds for each measurement
 * @param rounds how often everything is sent at once; the medians count
 * @param rate records per second afterwards
 */
public record WireRun(double seconds, int rounds, double rate) {
    private static final double MEGA = 1e6;

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
            Traffic wire = new Traffic(new WireLane(node, wireSink));
            Traffic artery = new Traffic(new ArteryLane(node, arterySink));
            Object[] bytes = Sample.bytes();
            Object[] objects = Sample.samples();
            Map<String, List<Double>> rates = new LinkedHashMap<>();
            for (int round = 0; round <= rounds; round++) {
                Map<String, Double> measured = new LinkedHashMap<>();
                measured.put("plain", PlainConnection.flood(node, port, seconds));
                measured.put("wire records=bytes", wire.flood(seconds, bytes) * Sample.BYTES);
                measured.put("wire records=objects", wire.flood(seconds, objects) * Sample.BYTES);
                measured.put("artery records=bytes", artery.flood(seconds, bytes) * Sample.BYTES);
                measured.put("artery records=objects", artery.flood(seconds, objects) * Sample.BYTES);
                if (round > 0) { // the first warms up
                    measured.forEach((lane, rate) -> rates.computeIfAbsent(lane, any -> new ArrayList<>())
                            .add(rate));
                }
            }
            double plain = median(rates.getOrDefault("plain", List.of()));
            rates.forEach((lane, measured) -> print(out, lane, median(measured), plain));
            hop(out, "wire", wire, in, to);
            hop(out, "artery", artery, in, to);
        } finally {
            node.system().terminate();
        }
    }

    private static void print(PrintWriter out, String lane, double rate, double plain) {
        out.println(String.format(
                Locale.ROOT, "WIRE lane=%s mb_per_s=%.0f of_plain=%.2f", lane, rate / MEGA, rate / plain));
        out.flush();
    }

    private void hop(PrintWriter out, String lane, Traffic traffic, BufferedReader in, PrintWriter to)
            throws IOException {
        traffic.pace(seconds, Sample.samples(), rate);
        ask(in, to);
        traffic.pace(2 * seconds, Sample.samples(), rate);
        out.println(String.format(Locale.ROOT, "HOP lane=%s records_per_s=%.0f %s", lane, rate, ask(in, to)));
        out.flush();
    }

    private static String ask(BufferedReader in, PrintWriter to) throws IOException {
        to.println();
        to.flush();
        return hear(in);
    }

    private static String hear(BufferedReader in) throws IOException {
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (line.startsWith(Receiver.SAYS)) {
                return line.substring(Receiver.SAYS.length());
            }
        }
        throw new IOException("the receiving process has ended");
    }

    private static double median(List<Double> values) {
        List<Double> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        return sorted.get(sorted.size() / 2);
    }
}
