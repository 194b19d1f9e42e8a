/**
 * The delays of all US domestic flights of January 2001 by airport and hour: half a million real records, out of order
 * by up to two days.
 *
 * <p>May not enter: what a user could not write.
 */
@NullMarked
package dev.sluice.examples.flights;

import org.jspecify.annotations.NullMarked;
