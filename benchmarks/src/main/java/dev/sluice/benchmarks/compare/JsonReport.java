package dev.sluice.benchmarks.compare;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.sluice.benchmarks.measure.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes what was measured for programs: every single repetition, and what it depends on. */
final class JsonReport {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final Map<String, Object> head = new LinkedHashMap<>();

    JsonReport(Plan plan, Jvm jvm, Map<String, Object> machine, Map<String, String> versions, String begun) {
        head.put("begun", begun);
        head.put("machine", machine);
        head.put("versions", versions);
        head.put("parallelism", plan.parallelism());
        head.put("checkpointIntervalMillis", plan.checkpointInterval().toMillis());
        head.put("warmupMillis", plan.warmupTime().toMillis());
        Map<String, List<String>> flags = new LinkedHashMap<>();
        for (Engine engine : plan.engines()) {
            flags.put(
                    engine.label(),
                    jvm.flags(engine, engine.peer() ? "..." : "").stream()
                            .filter(flag -> !flag.startsWith("-D")) // paths of this machine
                            .map(flag -> flag.replaceAll("=/.*/", "=.../"))
                            .toList());
        }
        head.put("flags", flags);
    }

    void write(List<RowScores> rows, Path file) throws IOException {
        Map<String, Object> report = new LinkedHashMap<>(head);
        report.put("rows", rows.stream().map(JsonReport::row).toList());
        Files.createDirectories(file.toAbsolutePath().getParent());
        JSON.writeValue(file.toFile(), report);
    }

    private static Map<String, Object> row(RowScores scores) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("workload", scores.row().label());
        row.put("events", scores.row().events());
        row.put("keys", scores.row().keys());
        Score sluice = scores.of(Engine.SLUICE);
        List<Map<String, Object>> engines = new ArrayList<>();
        for (Score score : scores.scores()) {
            Map<String, Object> engine = new LinkedHashMap<>();
            engine.put("engine", score.engine().label());
            engine.put("collector", score.collector());
            engine.put("eventsPerSecond", Math.round(score.eventsPerSecond()));
            engine.put("cpuSecondsPerMillionEvents", score.cpuSecondsPerMillion());
            if (sluice != null && sluice != score) {
                engine.put("sluiceSpeedRatio", sluice.eventsPerSecond() / score.eventsPerSecond());
                engine.put("sluiceCpuRatio", sluice.cpuSecondsPerMillion() / score.cpuSecondsPerMillion());
            }
            engine.put("repetitions", repetitions(score));
            engines.add(engine);
        }
        row.put("engines", engines);
        return row;
    }

    private static List<Map<String, Object>> repetitions(Score score) {
        List<Map<String, Object>> repetitions = new ArrayList<>();
        score.byCollector().forEach((collector, results) -> {
            for (Result result : results) {
                Map<String, Object> repetition = new LinkedHashMap<>();
                repetition.put("collector", collector);
                repetition.put("seconds", result.seconds());
                repetition.put("cpuSeconds", result.cpuSeconds());
                repetition.put("outputs", result.outputs());
                repetition.put("checksum", result.checksum());
                repetitions.add(repetition);
            }
        });
        return repetitions;
    }
}
