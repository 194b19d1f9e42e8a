/** The classes of a shop as they once were, for the guide on evolution. */
@NullMarked
package shop.orders;

import org.jspecify.annotations.NullMarked;
