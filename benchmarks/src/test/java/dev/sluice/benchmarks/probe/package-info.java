/** Whether the probes see what they say. */
@NullMarked
package dev.sluice.benchmarks.probe;

import org.jspecify.annotations.NullMarked;
