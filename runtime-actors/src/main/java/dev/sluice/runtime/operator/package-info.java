/**
 * Operators: loops over batches around the user's functions, with their state. They know nothing of channels, actors or
 * checkpoints' coordination; the harness in the tests drives each of them in every way the engine may.
 */
@NullMarked
package dev.sluice.runtime.operator;

import org.jspecify.annotations.NullMarked;
