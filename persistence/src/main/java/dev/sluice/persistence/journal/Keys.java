package dev.sluice.persistence.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;

/**
 * The layout of keys: {@code kind (1) | length of id (4) | id (UTF-8) | sequence number (8)}, all big-endian.
 *
 * <p>RocksDB orders keys as unsigned bytes, so what belongs to one persistence id lies together, in order of sequence
 * number; the length in front keeps an id from being taken for the beginning of another.
 */
final class Keys {
    private static final byte FORMAT = 'f';
    private static final byte EVENT = 'e';
    private static final byte HIGHEST = 'h';
    private static final byte SNAPSHOT = 's';

    private Keys() {}

    /** Where the format version of the whole database stands. */
    static byte[] format() {
        return new byte[] {FORMAT};
    }

    static byte[] event(String persistenceId, long sequenceNr) {
        return numbered(EVENT, persistenceId, sequenceNr);
    }

    /** Where the highest sequence number stands that a persistence id had used when its events were last deleted. */
    static byte[] highest(String persistenceId) {
        return of(HIGHEST, persistenceId, 0).array();
    }

    static byte[] snapshot(String persistenceId, long sequenceNr) {
        return numbered(SNAPSHOT, persistenceId, sequenceNr);
    }

    /** The sequence number of an event's or a snapshot's key. */
    static long sequenceNr(byte[] key) {
        return ByteBuffer.wrap(key).getLong(key.length - Long.BYTES);
    }

    private static byte[] numbered(byte kind, String persistenceId, long sequenceNr) {
        return of(kind, persistenceId, Long.BYTES).putLong(sequenceNr).array();
    }

    private static ByteBuffer of(byte kind, String persistenceId, int more) {
        byte[] id = persistenceId.getBytes(UTF_8);
        return ByteBuffer.allocate(1 + Integer.BYTES + id.length + more)
                .put(kind)
                .putInt(id.length)
                .put(id);
    }
}
