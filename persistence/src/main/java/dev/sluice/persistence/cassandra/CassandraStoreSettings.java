package dev.sluice.persistence.cassandra;

import java.time.Duration;

/**
 * How snapshots are kept in Cassandra.
 *
 * @param keyspace where the tables are
 * @param blobBytes how large a blob should be; none is larger than twice that. Measured best: 256 KiB
 * @param writesInFlight how many blobs a writer has on their way at once. Measured best: 4 to 8
 * @param readAhead how many blobs a reader asks for before it needs them
 * @param requestTimeout how long one request may take
 * @param deadline how long a call may go on repeating a request that fails
 */
public record CassandraStoreSettings(
        String keyspace, int blobBytes, int writesInFlight, int readAhead, Duration requestTimeout, Duration deadline) {
    public CassandraStoreSettings {
        if (blobBytes < 1 || writesInFlight < 1 || readAhead < 1) {
            throw new IllegalArgumentException("numbers from 1 on expected, given blobs of " + blobBytes + " bytes, "
                    + writesInFlight + " writes in flight, " + readAhead + " blobs read ahead");
        }
    }

    public static CassandraStoreSettings defaults(String keyspace) {
        return new CassandraStoreSettings(keyspace, 256 << 10, 6, 4, Duration.ofSeconds(5), Duration.ofSeconds(12));
    }
}
