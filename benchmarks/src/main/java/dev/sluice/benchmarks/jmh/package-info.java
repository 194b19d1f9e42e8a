/**
 * JMH benchmarks of the hot paths, one class each: {@code ./sluice jmh}.
 *
 * <p>May not enter: whole jobs, actors.
 */
@NullMarked
package dev.sluice.benchmarks.jmh;

import org.jspecify.annotations.NullMarked;
