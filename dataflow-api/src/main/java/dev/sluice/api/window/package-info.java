/** Windows over event time, and ready-made aggregates. Values only: how windows are kept and fired is the engine's. */
@NullMarked
package dev.sluice.api.window;

import org.jspecify.annotations.NullMarked;
