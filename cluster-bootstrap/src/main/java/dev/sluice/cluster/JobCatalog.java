package dev.sluice.cluster;

import dev.sluice.api.JobDefinition;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.SortedMap;
import java.util.TreeMap;

/** The jobs that the class path holds, by name. */
final class JobCatalog {
    private final SortedMap<String, JobDefinition> jobs = new TreeMap<>();

    JobCatalog(Iterable<JobDefinition> definitions) {
        for (JobDefinition job : definitions) {
            JobDefinition other = jobs.putIfAbsent(job.name(), job);
            if (other != null) {
                throw new ServiceConfigurationError("two jobs are called \"" + job.name() + "\": "
                        + other.getClass().getName() + " and " + job.getClass().getName()
                        + "; give one of them another name()");
            }
        }
    }

    /** Those of {@code META-INF/services/dev.sluice.api.JobDefinition}. */
    static JobCatalog load() {
        return new JobCatalog(ServiceLoader.load(JobDefinition.class));
    }

    Collection<JobDefinition> jobs() {
        return jobs.values();
    }

    boolean has(String name) {
        return jobs.containsKey(name);
    }

    /** A catalog of this one job. */
    JobCatalog only(String name) {
        return new JobCatalog(List.of(Objects.requireNonNull(jobs.get(name))));
    }

    /** One line for someone who named a job that does not exist. */
    String unknown(String name) {
        if (jobs.isEmpty()) {
            return "unknown job \"" + name + "\": there is no job on the class path; list yours in "
                    + "META-INF/services/dev.sluice.api.JobDefinition and put it there with SLUICE_CLASSPATH";
        }
        List<String> nearest = Spelling.nearest(name, jobs.keySet());
        return "unknown job \"" + name + "\""
                + (nearest.isEmpty() ? "" : "; did you mean " + String.join(" or ", nearest) + "?")
                + "; known jobs: " + String.join(", ", jobs.keySet());
    }
}
