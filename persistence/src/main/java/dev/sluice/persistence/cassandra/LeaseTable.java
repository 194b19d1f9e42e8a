package dev.sluice.persistence.cassandra;

/** The table of leases: a row for each that is held, which goes by itself when it is not renewed. */
public final class LeaseTable {
    static final String NAME = "leases";

    private LeaseTable() {}

    static String definition(String keyspace) {
        return "CREATE TABLE IF NOT EXISTS " + keyspace + "." + NAME
                + " (name text PRIMARY KEY, owner text) WITH gc_grace_seconds = 3600";
    }

    /** Takes a lease that nobody holds: name, owner, TTL in seconds. */
    public static String acquire(String keyspace) {
        return "INSERT INTO " + keyspace + "." + NAME + " (name, owner) VALUES (?, ?) IF NOT EXISTS USING TTL ?";
    }

    /** Renews a lease: TTL in seconds, owner, name, owner. */
    public static String renew(String keyspace) {
        return "UPDATE " + keyspace + "." + NAME + " USING TTL ? SET owner = ? WHERE name = ? IF owner = ?";
    }

    /** Gives a lease back: name, owner. */
    public static String release(String keyspace) {
        return "DELETE FROM " + keyspace + "." + NAME + " WHERE name = ? IF owner = ?";
    }
}
