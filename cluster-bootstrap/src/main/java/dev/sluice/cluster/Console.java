package dev.sluice.cluster;

import java.io.PrintWriter;

/**
 * Where the command line speaks.
 *
 * @param out what was asked for, and progress
 * @param err errors
 * @param terminal whether {@code out} is a terminal
 */
record Console(PrintWriter out, PrintWriter err, boolean terminal) {}
