/**
 * Keyed state in the heap: open-addressing tables by key group, copied on write while a snapshot still reads them. Only
 * {@link dev.sluice.persistence.state.heap.HeapBackend} is used from outside, and
 * {@link dev.sluice.persistence.state.heap.Overflow} implemented, for tables that may leave the heap.
 */
@NullMarked
package dev.sluice.persistence.state.heap;

import org.jspecify.annotations.NullMarked;
