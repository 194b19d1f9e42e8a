/**
 * Rules that change while the job runs, broadcast to all who judge by them.
 *
 * <p>May not enter: what a user could not write.
 */
@NullMarked
package dev.sluice.examples.prices;

import org.jspecify.annotations.NullMarked;
