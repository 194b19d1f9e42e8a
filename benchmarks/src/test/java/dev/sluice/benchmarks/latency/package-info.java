/** How latencies are taken. */
@NullMarked
package dev.sluice.benchmarks.latency;

import org.jspecify.annotations.NullMarked;
