/**
 * Keyed state as operators see it: named stores by key group, their snapshots, and the SPI that a state backend
 * implements. It knows neither streams nor checkpoints' coordination.
 */
@NullMarked
package dev.sluice.persistence.state;

import org.jspecify.annotations.NullMarked;
