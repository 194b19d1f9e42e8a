package dev.sluice.benchmarks.peers.flink;

import java.nio.file.Path;
import java.time.Duration;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.core.execution.CheckpointingMode;

/** The settings under which Flink was fastest here. */
final class FlinkSettings {
    private static final MemorySize NETWORK = MemorySize.ofMebiBytes(256);

    private FlinkSettings() {}

    static Configuration of(int parallelism, Duration checkpointInterval, Path folder) {
        Configuration settings = new Configuration();
        settings.set(CoreOptions.DEFAULT_PARALLELISM, parallelism);
        settings.set(CoreOptions.TMP_DIRS, folder.resolve("tmp").toString());
        settings.set(RestOptions.BIND_PORT, "0");
        settings.set(TaskManagerOptions.NETWORK_MEMORY_MIN, NETWORK);
        settings.set(TaskManagerOptions.NETWORK_MEMORY_MAX, NETWORK);
        settings.set(PipelineOptions.OBJECT_REUSE, true);
        settings.set(StateBackendOptions.STATE_BACKEND, "hashmap");
        settings.set(RestartStrategyOptions.RESTART_STRATEGY, "none"); // a run that fails measures nothing
        settings.set(CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE, CheckpointingMode.EXACTLY_ONCE);
        settings.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, checkpointInterval);
        settings.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
        settings.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                folder.resolve("checkpoints").toUri().toString());
        // Else each source would wait for one more checkpoint when it has ended.
        settings.set(CheckpointingOptions.ENABLE_CHECKPOINTS_AFTER_TASKS_FINISH, false);
        return settings;
    }

    static void bufferTimeout(Configuration settings, Duration timeout) {
        settings.set(ExecutionOptions.BUFFER_TIMEOUT, timeout);
    }
}
