/**
 * The workloads on Apache Flink's DataStream API, in a cluster within this process.
 *
 * <p>May not enter: Hazelcast.
 */
@NullMarked
package dev.sluice.benchmarks.peers.flink;

import org.jspecify.annotations.NullMarked;
