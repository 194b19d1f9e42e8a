/**
 * Requests to other systems for each record, and look-ups in outside tables. How requests are kept, timed and repeated
 * is not known here.
 */
@NullMarked
package dev.sluice.api.async;

import org.jspecify.annotations.NullMarked;
