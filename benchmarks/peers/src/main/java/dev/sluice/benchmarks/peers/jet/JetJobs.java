package dev.sluice.benchmarks.peers.jet;

import com.hazelcast.jet.pipeline.Pipeline;
import dev.sluice.benchmarks.nexmark.NexmarkQuery;
import dev.sluice.benchmarks.workload.KeyedWorkload;
import dev.sluice.benchmarks.workload.Workload;

/** Finds the job of a workload. */
final class JetJobs {
    private JetJobs() {}

    static Pipeline define(Workload workload, int parallelism) {
        if (workload instanceof KeyedWorkload keyed) {
            return JetKeyedJobs.define(keyed, parallelism);
        }
        if (workload instanceof NexmarkQuery query) {
            return JetNexmark.define(query, parallelism);
        }
        throw new IllegalArgumentException("there is no Jet job for " + workload.label());
    }
}
