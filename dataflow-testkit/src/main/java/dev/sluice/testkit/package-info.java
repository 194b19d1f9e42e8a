/**
 * Tests of jobs and of single operators, in milliseconds: {@link dev.sluice.testkit.TestFlow} runs the operators,
 * channels and snapshots of the engine in the thread of the test, with a clock of its own and without the job's sources
 * and sinks.
 *
 * <p>May not enter: threads, the network, the time of day.
 */
@NullMarked
package dev.sluice.testkit;

import org.jspecify.annotations.NullMarked;
