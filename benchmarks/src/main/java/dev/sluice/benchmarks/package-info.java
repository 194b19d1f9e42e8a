/**
 * JMH benchmarks of the hot paths, and whole-job measurements.
 *
 * <p>May not enter: anything production code depends on.
 */
@NullMarked
package dev.sluice.benchmarks;

import org.jspecify.annotations.NullMarked;
