/**
 * Runs a cluster of real processes, disturbs it by a schedule that a seed makes, and looks whether the results of its
 * jobs are those of undisturbed ones.
 *
 * <p>May not enter: anything that a cluster would need outside of such a test.
 */
@NullMarked
package dev.sluice.examples.chaos;

import org.jspecify.annotations.NullMarked;
