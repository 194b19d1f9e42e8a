/**
 * The workloads as plain Java loops, without fault tolerance: the physical limit, and the check of the results.
 *
 * <p>May not enter: anything of Sluice but the workloads' events.
 */
@NullMarked
package dev.sluice.benchmarks.plain;

import org.jspecify.annotations.NullMarked;
