/** How event time gets into a stream. Values only. */
@NullMarked
package dev.sluice.api.time;

import org.jspecify.annotations.NullMarked;
