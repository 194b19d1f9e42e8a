/**
 * What is computed in whole-job measurements: the generated events, and the jobs in the DSL. Every event is a pure
 * function of its number, so that every implementation of a workload must come to the same outputs.
 *
 * <p>May not enter: clocks, and anything about how fast it is.
 */
@NullMarked
package dev.sluice.benchmarks.workload;

import org.jspecify.annotations.NullMarked;
