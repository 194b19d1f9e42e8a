/**
 * What the output of a job must be, computed without Sluice, and where a real output differs from it.
 *
 * <p>May not enter: anything that runs a job.
 */
@NullMarked
package dev.sluice.examples.oracle;

import org.jspecify.annotations.NullMarked;
