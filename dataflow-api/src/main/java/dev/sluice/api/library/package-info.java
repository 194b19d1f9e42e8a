/**
 * Ready-made functions for what many jobs need: the best records of a key, the first or the last of them. They are
 * written against the same interfaces as a user's own functions.
 *
 * <p>May not enter: anything that the engine has to know.
 */
@NullMarked
package dev.sluice.api.library;

import org.jspecify.annotations.NullMarked;
