package dev.sluice.cluster;

import dev.sluice.api.JobDefinition;
import dev.sluice.api.Parameters;
import dev.sluice.runtime.JobHandle;
import dev.sluice.runtime.JobOptions;
import dev.sluice.runtime.LocalSettings;
import dev.sluice.runtime.Runtime;
import java.nio.file.Path;

/** What the command line needs of a runtime. */
interface Engine extends AutoCloseable {
    JobHandle submit(JobDefinition job, Parameters parameters, JobOptions options);

    @Override
    void close();

    /** Opens an engine on a storage folder. */
    @FunctionalInterface
    interface Factory {
        Engine open(Path storage) throws Exception;
    }

    /** The runtime in this process. */
    static Engine local(Path storage) throws Exception {
        Runtime runtime = Runtime.local(LocalSettings.defaults().withStorage(storage));
        return new Engine() {
            @Override
            public JobHandle submit(JobDefinition job, Parameters parameters, JobOptions options) {
                return runtime.submit(job, parameters, options);
            }

            @Override
            public void close() {
                runtime.close();
            }
        };
    }
}
