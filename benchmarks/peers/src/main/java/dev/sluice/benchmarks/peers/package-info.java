/**
 * The workloads of the benchmarks on Apache Flink and Hazelcast Jet: the same work from the same events.
 *
 * <p>May not enter: anything of Sluice but the events, what counts outputs, and what takes the time.
 */
@NullMarked
package dev.sluice.benchmarks.peers;

import org.jspecify.annotations.NullMarked;
