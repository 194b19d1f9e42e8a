/**
 * What a user programs against: jobs, streams, windows, state, functions, watermarks, the source and sink SPI, and the
 * logical graph they build.
 *
 * <p>May not enter: Akka, input and output, threads: a job's definition is plain data that any node can rebuild.
 */
@NullMarked
package dev.sluice.api;

import org.jspecify.annotations.NullMarked;
