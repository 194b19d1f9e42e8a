package dev.sluice.cluster;

import java.io.PrintWriter;

/**
 * What a contributed command works with.
 *
 * @param environment where the command line was typed
 * @param runner runs jobs as {@code sluice run} does
 * @param out standard output
 * @param err standard error
 */
public record CliContext(Environment environment, JobRunner runner, PrintWriter out, PrintWriter err) {}
