/**
 * Money that moves between accounts, each transfer through two keyed exchanges: none may get lost, none may be made.
 *
 * <p>May not enter: what a user could not write.
 */
@NullMarked
package dev.sluice.examples.bank;

import org.jspecify.annotations.NullMarked;
