/**
 * The workloads on Hazelcast Jet's pipeline API, on one member within this process.
 *
 * <p>May not enter: Flink.
 */
@NullMarked
package dev.sluice.benchmarks.peers.jet;

import org.jspecify.annotations.NullMarked;
