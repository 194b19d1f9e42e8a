/**
 * The words of a text, counted.
 *
 * <p>May not enter: what a user could not write.
 */
@NullMarked
package dev.sluice.examples.words;

import org.jspecify.annotations.NullMarked;
