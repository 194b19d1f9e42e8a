package dev.sluice.runtime.protocol;

/** Marks what Jackson writes as CBOR when it leaves the JVM or goes to the journal. */
public interface CborSerializable {}
