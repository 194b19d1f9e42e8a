/**
 * Copies of state from one place to another: out of a run into a savepoint, out of a savepoint or checkpoint into a new
 * run.
 *
 * <p>May not enter: actors. Everything here blocks.
 */
@NullMarked
package dev.sluice.runtime.savepoint;

import org.jspecify.annotations.NullMarked;
