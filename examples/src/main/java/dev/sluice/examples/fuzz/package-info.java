/**
 * Makes random jobs out of a seed, runs them with random failures, and compares what they give with a computation that
 * knows no batches, no threads, no parallelism and no incremental aggregates.
 *
 * <p>May not enter: anything of the engine but what a user has; what a stage means is written down here a second time,
 * as simply as can be.
 */
@NullMarked
package dev.sluice.examples.fuzz;

import org.jspecify.annotations.NullMarked;
