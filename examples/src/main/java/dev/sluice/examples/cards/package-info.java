/**
 * A pattern in the payments of a card, found with keyed state and timers.
 *
 * <p>May not enter: what a user could not write.
 */
@NullMarked
package dev.sluice.examples.cards;

import org.jspecify.annotations.NullMarked;
