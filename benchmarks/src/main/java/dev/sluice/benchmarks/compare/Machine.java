package dev.sluice.benchmarks.compare;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What figures depend on, to be written beside them. */
final class Machine {
    private static final Pattern PEER_JAR =
            Pattern.compile("(flink-core|hazelcast|akka-actor_2\\.13)-([0-9][^/:]*)\\.jar");

    private Machine() {}

    static Map<String, Object> describe() throws IOException {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        Map<String, Object> machine = new LinkedHashMap<>();
        machine.put("processor", processor());
        machine.put("cores", system.getAvailableProcessors());
        machine.put("memoryBytes", system.getTotalMemorySize());
        machine.put("system", system.getName() + " " + system.getVersion() + " " + system.getArch());
        machine.put("loadAverageBefore", system.getSystemLoadAverage());
        machine.put("jvm", System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"));
        return machine;
    }

    private static String processor() throws IOException {
        Path file = Path.of("/proc/cpuinfo");
        if (Files.isReadable(file)) {
            for (String line : Files.readAllLines(file)) {
                if (line.startsWith("model name")) {
                    return line.substring(line.indexOf(':') + 1).trim();
                }
            }
        }
        return "unknown";
    }

    /** The versions of the engines' libraries, by the names of their jars. */
    static Map<String, String> versions(String classpath) {
        Map<String, String> versions = new LinkedHashMap<>();
        Matcher matcher = PEER_JAR.matcher(classpath);
        while (matcher.find()) {
            versions.put(matcher.group(1), matcher.group(2));
        }
        return versions;
    }
}
