package dev.sluice.persistence.serde;

import org.jspecify.annotations.Nullable;

/** A range of an array, as the root of what is serialized. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Batch(@Nullable Object[] values, int from, int to) {}
