package dev.sluice.examples.chaos;

import java.util.Map;
import java.util.Set;

/**
 * How the cluster was at a moment, as one of its nodes told.
 *
 * @param nanoTime the moment
 * @param members those that are up and that all others reach, {@code host:port}; empty if they were not looked at
 * @param jobs by name; those that no node told of, or that were not looked at, are missing
 */
record Sample(long nanoTime, Set<String> members, Map<String, JobSample> jobs) {}
