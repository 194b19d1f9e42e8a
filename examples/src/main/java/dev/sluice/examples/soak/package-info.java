/**
 * Runs a job with much more state than heap for a long time, kills its process again and again, and looks whether its
 * results are exact and its memory stays what it was.
 *
 * <p>May not enter: anything of the engine but what a user has.
 */
@NullMarked
package dev.sluice.examples.soak;

import org.jspecify.annotations.NullMarked;
