package dev.sluice.runtime.engine;

import static org.awaitility.Awaitility.await;

import com.typesafe.config.ConfigFactory;
import dev.sluice.api.JobDefinition;
import dev.sluice.api.Parameters;
import dev.sluice.connectors.CollectingSink;
import dev.sluice.runtime.JobHandle;
import dev.sluice.runtime.JobOptions;
import dev.sluice.runtime.LocalSettings;
import dev.sluice.runtime.Runtime;
import dev.sluice.runtime.job.RestartPolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** What tests of whole jobs have in common. */
final class Jobs {
    private static final String STATE_MEMORY = "sluice.state.spilling.memory";

    private Jobs() {}

    /** Frequent checkpoints, restarts without delay. */
    static JobOptions options(int parallelism) {
        return JobOptions.defaults()
                .withParallelism(parallelism)
                .withCheckpointInterval(Duration.ofMillis(30))
                .withRestart(new RestartPolicy(5, Duration.ofMillis(1), Duration.ofMillis(5)));
    }

    static Runtime runtime(Path storage) {
        return Runtime.local(LocalSettings.defaults().withStorage(storage));
    }

    /** As others, but jobs on the spilling backend have no more than this memory for their state. */
    static Runtime runtime(LocalSettings settings, String stateMemory) {
        System.setProperty(STATE_MEMORY, stateMemory);
        ConfigFactory.invalidateCaches();
        try {
            return Runtime.local(settings);
        } finally {
            System.clearProperty(STATE_MEMORY);
            ConfigFactory.invalidateCaches();
        }
    }

    static JobHandle submit(Runtime runtime, JobDefinition job, int parallelism) {
        return runtime.submit(job, Parameters.none(), options(parallelism));
    }

    /** Two more checkpoints: the later of them began after this was called. */
    static void awaitCheckpoint(JobHandle job) {
        long before = job.progress().checkpointsCompleted();
        await().atMost(Duration.ofSeconds(30))
                .until(() -> job.progress().state().isFinal() || job.progress().checkpointsCompleted() >= before + 2);
    }

    static void awaitRead(JobHandle job, long records) {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> job.progress().state().isFinal() || job.progress().recordsRead() >= records);
    }

    static <T> List<T> sorted(CollectingSink<T> sink) {
        return sink.committed().stream().sorted().toList();
    }
}
