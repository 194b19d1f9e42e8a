/**
 * What snapshots of keyed state are written in: by key group, in chunks, the same for every backend, so that a snapshot
 * of one can be restored by another. No state lives here.
 */
@NullMarked
package dev.sluice.persistence.state.format;

import org.jspecify.annotations.NullMarked;
