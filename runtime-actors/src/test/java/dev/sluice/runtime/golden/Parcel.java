package dev.sluice.runtime.golden;

/** What the golden job is about. */
record Parcel(long id, int shelf, String owner, long time, Size size) {
    enum Size {
        SMALL,
        MEDIUM {
            @Override
            int volume() {
                return 5;
            }
        },
        LARGE;

        int volume() {
            return 1 + 10 * ordinal();
        }
    }

    private static final String[] OWNERS = {"ann", "bob", "čeněk"};

    /** Out of order by up to 200 ms; the shelves of a number are the same in each run. */
    static Parcel of(long id) {
        long hash = (id + 1) * 0x9E3779B97F4A7C15L;
        return new Parcel(
                id,
                (int) ((hash >>> 40) % 5),
                OWNERS[(int) ((hash >>> 50) % OWNERS.length)],
                10_000 + id * 50 - (hash >>> 20) % 200,
                Size.values()[(int) ((hash >>> 33) % 3)]);
    }

    long volume() {
        return size.volume() + id % 7;
    }
}
