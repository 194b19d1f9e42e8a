/** What moves on the data plane: batches, what may trail them, and keys. No threads, no actors. */
@NullMarked
package dev.sluice.runtime.data;

import org.jspecify.annotations.NullMarked;
