package dev.sluice.benchmarks.workload;

import dev.sluice.api.JobDefinition;
import java.util.List;

/** What is measured, as a job in the DSL. */
public interface Workload {

    /** @return what it is called on the command line */
    String label();

    /** @return how many keys it has unless told otherwise */
    long defaultKeys();

    /**
     * @param events what goes in
     * @param observer sees the run; the definition holds it, so that it works in this process only
     * @return the job
     */
    JobDefinition job(Events events, Observer observer);

    /**
     * @param label what it is called
     * @return the workload
     * @throws IllegalArgumentException if there is none of that name
     */
    static Workload named(String label) {
        return all().stream()
                .filter(workload -> workload.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no workload \"" + label + "\", only "
                        + String.join(", ", all().stream().map(Workload::label).toList())));
    }

    /** @return all there are */
    static List<Workload> all() {
        return List.of(KeyedWorkload.values());
    }
}
