/**
 * Elements that producers append to lists: none may get lost or be doubled, and those of one producer keep their order.
 *
 * <p>May not enter: what a user could not write.
 */
@NullMarked
package dev.sluice.examples.sets;

import org.jspecify.annotations.NullMarked;
