package dev.sluice.persistence.journal;

/** An event that is bound to a serializer. */
record JsonEvent(String name, long amount) {}
