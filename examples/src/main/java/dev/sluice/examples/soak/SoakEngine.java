package dev.sluice.examples.soak;

import dev.sluice.api.Parameters;
import dev.sluice.cluster.ExitCodes;
import dev.sluice.cluster.Logging;
import dev.sluice.examples.process.JavaCommand;
import dev.sluice.runtime.JobHandle;
import dev.sluice.runtime.JobOptions;
import dev.sluice.runtime.JobProgress;
import dev.sluice.runtime.LocalSettings;
import dev.sluice.runtime.Runtime;
import dev.sluice.runtime.job.CheckpointCost;
import dev.sluice.runtime.job.RestartPolicy;
import dev.sluice.runtime.job.StateBackendKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The process that runs the job, until it is killed or the job has come to its end. */
public final class SoakEngine {
    private static final Duration CHECKPOINTS = Duration.ofSeconds(4);
    private static final long LOOK_MILLIS = 500;

    private final Path folder;
    private final LateEnd end;
    private final JobHandle job;
    private long told;

    private SoakEngine(Path folder, LateEnd end, JobHandle job) {
        this.folder = folder;
        this.end = end;
        this.job = job;
    }

    /** What starts it. */
    static List<String> command(SoakSettings settings) {
        return JavaCommand.of(
                List.of("-Xms" + settings.heapBytes(), "-Xmx" + settings.heapBytes(), "-XX:MaxDirectMemorySize=64m"),
                settings.classPath(),
                SoakEngine.class.getName(),
                settings.folder().toString(),
                Long.toString(settings.seed()),
                Long.toString(settings.load().keys()),
                Long.toString(settings.rate()),
                Long.toString(settings.nativeBytes()));
    }

    /**
     * @param args folder, seed, keys, rate, native bytes
     * @throws IOException if the folder cannot be used
     * @throws InterruptedException never
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        Logging.configureNode(false);
        Path folder = Path.of(args[0]);
        Load load = new Load(Long.parseLong(args[1]), Long.parseLong(args[2]));
        LateEnd end = new LateEnd(folder.resolve("end"));
        LocalSettings settings = LocalSettings.defaults()
                .withStorage(folder.resolve("storage"))
                .withSetting("sluice.state.rocksdb.memory", args[4]);
        JobOptions options = JobOptions.defaults()
                .withParallelism(2)
                .withStateBackend(StateBackendKind.ROCKSDB)
                .withCheckpointInterval(CHECKPOINTS)
                .withRetainedCheckpoints(2)
                .withRestart(RestartPolicy.none())
                .withRate(Long.parseLong(args[3]));
        boolean good;
        try (Runtime runtime = Runtime.local(settings)) {
            JobHandle job =
                    runtime.submit(new SoakJob(load, end, folder.resolve("output")), Parameters.none(), options);
            good = new SoakEngine(folder, end, job).run();
        }
        System.exit(good ? ExitCodes.OK : ExitCodes.JOB_FAILED);
    }

    private boolean run() throws IOException, InterruptedException {
        told = job.resumedFrom().orElse(0);
        tell(new EngineLine.Began(told));
        while (true) {
            try {
                job.completion().toCompletableFuture().get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
                tellProgress();
                return true;
            } catch (TimeoutException e) {
                tellProgress();
            } catch (ExecutionException e) {
                e.printStackTrace();
                return false;
            }
            if (Files.exists(folder.resolve("finish"))) {
                end.decide();
            }
        }
    }

    private void tellProgress() throws IOException {
        JobProgress progress = job.progress();
        java.lang.Runtime jvm = java.lang.Runtime.getRuntime();
        long checkpoint = progress.lastCheckpoint();
        for (CheckpointCost cost : progress.checkpointCosts()) {
            if (cost.checkpoint() > told) {
                told = cost.checkpoint();
                long held = progress.snapshotNanos().getOrDefault(told, 0L);
                tell(new EngineLine.Checkpoint(
                        told, cost.newBytes(), cost.bytes(), cost.millis(), TimeUnit.NANOSECONDS.toMillis(held)));
            }
        }
        tell(new EngineLine.Progress(
                progress.recordsRead(),
                FileSizes.of(folder.resolve("storage").resolve("state").resolve("db"), SoakEngine::isOfDatabase),
                jvm.totalMemory() - jvm.freeMemory(),
                checkpoint,
                progress.checkpointsFailed()));
    }

    /** And not linked for a checkpoint, or just restored. */
    private static boolean isOfDatabase(Path file) {
        return file.toString().endsWith(".sst") && file.resolveSibling("").endsWith("db");
    }

    private static void tell(EngineLine line) {
        System.out.println(line.text());
    }
}
