/**
 * JMH benchmarks of the hot paths, one class each. Run them with {@code benchmarks/jmh} (see docs/benchmarks.md).
 *
 * <p>May not enter: whole jobs.
 */
@NullMarked
package dev.sluice.benchmarks.jmh;

import org.jspecify.annotations.NullMarked;
