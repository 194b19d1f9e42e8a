/**
 * How long an event takes from when it is due to the sink, at a fixed rate.
 *
 * <p>May not enter: the command line, and engines other than Sluice; those use what is public here.
 */
@NullMarked
package dev.sluice.benchmarks.latency;

import org.jspecify.annotations.NullMarked;
