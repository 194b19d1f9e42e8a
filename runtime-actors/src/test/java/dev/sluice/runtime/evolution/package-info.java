/** Jobs that go on, in a later release, from what an earlier one held. */
@NullMarked
package dev.sluice.runtime.evolution;

import org.jspecify.annotations.NullMarked;
