/**
 * Jobs on real data, each runnable with one command.
 *
 * <p>May not enter: what a user could not write: examples use the public API only.
 */
@NullMarked
package dev.sluice.examples;

import org.jspecify.annotations.NullMarked;
