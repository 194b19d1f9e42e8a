package dev.sluice.cluster;

import dev.sluice.api.JobDefinition;
import java.io.PrintWriter;
import java.util.Collection;

/**
 * What a contributed command works with.
 *
 * @param environment where the command line was typed
 * @param jobs the jobs on the class path
 * @param runner runs jobs as {@code sluice run} does
 * @param out standard output
 * @param err standard error
 */
public record CliContext(
        Environment environment, Collection<JobDefinition> jobs, JobRunner runner, PrintWriter out, PrintWriter err) {}
