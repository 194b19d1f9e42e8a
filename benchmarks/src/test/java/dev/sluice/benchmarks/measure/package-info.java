/** Every implementation of a workload computes the same, and Sluice is not far from the plain loop. */
@NullMarked
package dev.sluice.benchmarks.measure;

import org.jspecify.annotations.NullMarked;
