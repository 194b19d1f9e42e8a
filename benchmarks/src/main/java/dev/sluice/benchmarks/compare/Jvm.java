package dev.sluice.benchmarks.compare;

import dev.sluice.benchmarks.measure.Order;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The command lines of the processes that are measured. */
final class Jvm {
    private static final String HUGE_PAGES = "-XX:+UseTransparentHugePages";
    private static final String OPENS = "--add-opens=java.base/java.%s=ALL-UNNAMED";

    private final String heap;
    private final String peersClasspath;
    private final List<String> own = ManagementFactory.getRuntimeMXBean().getInputArguments();

    /**
     * @param heap of each process, as {@code -Xmx} takes it
     * @param peersClasspath of the module of the peers; empty if none is measured
     */
    Jvm(String heap, String peersClasspath) {
        this.heap = heap;
        this.peersClasspath = peersClasspath;
    }

    /** The flags of a process: the same heap for all. */
    List<String> flags(Engine engine, String collector) {
        List<String> flags = new ArrayList<>(List.of("-Xms" + heap, "-Xmx" + heap));
        if (!engine.peer()) {
            own.stream()
                    .filter(flag -> !flag.startsWith("-Xms") && !flag.startsWith("-Xmx"))
                    .forEach(flags::add);
            return flags;
        }
        flags.add("-XX:+Use" + collector + "GC");
        if (own.contains(HUGE_PAGES)) {
            flags.add(HUGE_PAGES);
        }
        // What Flink's and Hazelcast's own scripts ask for.
        Stream.of("lang", "lang.reflect", "io", "net", "nio", "text", "time", "util", "util.concurrent")
                .map(OPENS::formatted)
                .forEach(flags::add);
        flags.add(OPENS.formatted("util.concurrent.atomic"));
        flags.add("--add-opens=java.base/sun.nio.ch=ALL-UNNAMED");
        flags.add("--add-opens=java.management/sun.management=ALL-UNNAMED");
        flags.add("--add-opens=jdk.management/com.sun.management.internal=ALL-UNNAMED");
        flags.add("--add-exports=java.base/jdk.internal.ref=ALL-UNNAMED");
        return flags;
    }

    /** @param folder for the process's files */
    List<String> command(Engine engine, String collector, Order order, Path folder) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags(engine, collector));
        command.add("-Djava.io.tmpdir=" + folder);
        command.add("-cp");
        if (engine.peer()) {
            command.addAll(List.of(peersClasspath, "dev.sluice.benchmarks.peers.Main"));
            command.addAll(List.of(engine.label(), folder.toString()));
            command.addAll(order.arguments());
        } else {
            command.addAll(List.of(System.getProperty("java.class.path"), "dev.sluice.cluster.Main", "bench"));
            command.addAll(order.arguments());
            if (engine == Engine.PLAIN) {
                int workload = command.indexOf(order.workload().label());
                command.set(workload, "plain-" + command.get(workload));
            }
        }
        return command;
    }
}
