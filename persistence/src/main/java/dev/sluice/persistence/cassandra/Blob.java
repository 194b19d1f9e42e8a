package dev.sluice.persistence.cassandra;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.UUID;

/**
 * A piece of a snapshot's chunks, as its row in the table of blobs.
 *
 * @param owner the snapshot that wrote it; others may refer to it
 * @param bucket the partition of the owner that it lies in
 * @param hash what {@link #hash} says of its content
 * @param length its size in bytes
 */
record Blob(UUID owner, int bucket, ByteBuffer hash, int length) {
    static final int HASH_BYTES = 16;

    /** Half of a SHA-256: names the content, and tells whether it is still what was written. */
    static ByteBuffer hash(byte[] content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
            return ByteBuffer.wrap(Arrays.copyOf(digest, HASH_BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JVM has SHA-256", e);
        }
    }
}
