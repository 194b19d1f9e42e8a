/**
 * Keyed state in the heap: open-addressing tables by key group, copied on write while a snapshot still reads them. Only
 * {@link dev.sluice.persistence.state.heap.HeapBackend} is used from outside.
 */
@NullMarked
package dev.sluice.persistence.state.heap;

import org.jspecify.annotations.NullMarked;
