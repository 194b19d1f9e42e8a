package dev.sluice.benchmarks.compare;

import dev.sluice.benchmarks.plain.PlainLoop;
import dev.sluice.benchmarks.workload.Workload;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What can run a workload. */
public enum Engine {
    /** This project, under the flags that its launcher chose. */
    SLUICE(List.of(Engine.OWN)),

    /** Apache Flink. */
    FLINK(List.of("Parallel", "G1", "Serial")),

    /** Hazelcast Jet. */
    JET(List.of("Parallel", "G1", "Serial")),

    /** The plain Java loop, under the same flags as Sluice. */
    PLAIN(List.of(Engine.OWN));

    /** The collector of this process. */
    static final String OWN = "launcher's";

    private static final Set<String> ON_JET = Set.of(
            "keyed-sum",
            "keyed-window",
            "sliding-window",
            "session-window",
            "q0",
            "q1",
            "q2",
            "q5",
            "q7",
            "q11",
            "q18",
            "q19",
            "q21",
            "q22");

    private final List<String> collectors;

    Engine(List<String> collectors) {
        this.collectors = collectors;
    }

    /** @return what it is called */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Garbage collectors to try; the best is kept. */
    List<String> collectors() {
        return collectors;
    }

    /** @return whether its classes are in the module of the peers */
    public boolean peer() {
        return this == FLINK || this == JET;
    }

    boolean runs(Workload workload) {
        return switch (this) {
            case SLUICE, FLINK -> true;
            case JET -> ON_JET.contains(workload.label());
            case PLAIN -> PlainLoop.runs(workload);
        };
    }
}
