/**
 * Runs workloads and takes their time.
 *
 * <p>May not enter: the command line.
 */
@NullMarked
package dev.sluice.benchmarks.measure;

import org.jspecify.annotations.NullMarked;
