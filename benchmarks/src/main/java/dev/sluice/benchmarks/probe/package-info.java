/**
 * Measurements of single properties: what checkpoints cost, how long a recovery takes, how much memory a key needs.
 *
 * <p>May not enter: the command line.
 */
@NullMarked
package dev.sluice.benchmarks.probe;

import org.jspecify.annotations.NullMarked;
