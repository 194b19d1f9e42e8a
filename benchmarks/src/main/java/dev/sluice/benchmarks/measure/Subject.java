package dev.sluice.benchmarks.measure;

import dev.sluice.benchmarks.workload.Events;
import dev.sluice.benchmarks.workload.Workload;

/** An implementation of the workloads, ready to run them one after the other. */
public interface Subject extends AutoCloseable {

    /**
     * Runs a workload to its end.
     *
     * @param workload what
     * @param events what goes in
     * @return what came of it
     * @throws Exception if it failed
     */
    Result run(Workload workload, Events events) throws Exception;

    @Override
    void close();
}
