package dev.sluice.benchmarks.peers.flink;

import dev.sluice.benchmarks.measure.Measurement;
import dev.sluice.benchmarks.measure.Result;
import dev.sluice.benchmarks.measure.Subject;
import dev.sluice.benchmarks.peers.Current;
import dev.sluice.benchmarks.workload.Events;
import dev.sluice.benchmarks.workload.Workload;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Flink's own cluster within a process, one slot per subtask. */
public final class FlinkSubject implements Subject {
    private final Configuration settings;
    private final MiniCluster cluster;

    /**
     * @param parallelism subtasks per operator
     * @param checkpointInterval from one checkpoint's beginning to the next's
     * @param folder for checkpoints and temporary files; left to the caller to delete
     * @throws Exception if the cluster does not start
     */
    public FlinkSubject(int parallelism, Duration checkpointInterval, Path folder) throws Exception {
        settings = FlinkSettings.of(parallelism, checkpointInterval, folder);
        cluster = new MiniCluster(new MiniClusterConfiguration.Builder()
                .setConfiguration(settings)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(parallelism)
                .build());
        cluster.start();
    }

    @Override
    public Result run(Workload workload, Events events) throws Exception {
        Measurement measurement = new Measurement();
        Current.begin(new Current(events, measurement));
        try (StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment(settings)) {
            FlinkJobs.define(workload, environment);
            cluster.executeJobBlocking(environment.getStreamGraph().getJobGraph());
        }
        return measurement.result(events.count());
    }

    @Override
    public void close() {
        cluster.closeAsync().join();
    }
}
