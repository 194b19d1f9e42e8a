package dev.sluice.benchmarks.peers.flink;

import dev.sluice.benchmarks.nexmark.NexmarkQuery;
import dev.sluice.benchmarks.workload.KeyedWorkload;
import dev.sluice.benchmarks.workload.Workload;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Finds the job of a workload. */
final class FlinkJobs {
    private FlinkJobs() {}

    static void define(Workload workload, StreamExecutionEnvironment environment) {
        if (workload instanceof KeyedWorkload keyed) {
            FlinkKeyedJobs.define(keyed, environment);
        } else if (workload instanceof NexmarkQuery query) {
            FlinkNexmark.define(query, environment);
        } else {
            throw new IllegalArgumentException("there is no Flink job for " + workload.label());
        }
    }
}
