package dev.sluice.persistence.checkpoint;

/**
 * A piece of a snapshot. Owned by whoever read it; never compared.
 *
 * @param header what is in it
 * @param payload the bytes that were written, uncompressed
 */
@SuppressWarnings("ArrayRecordComponent")
public record Chunk(ChunkHeader header, byte[] payload) {}
