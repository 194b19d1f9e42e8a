package dev.sluice.examples.bank;

/**
 * What one side of an account has come to.
 *
 * @param count of its postings
 * @param cents of them together
 */
record SideTotal(long count, long cents) {
    static final SideTotal NONE = new SideTotal(0, 0);

    SideTotal plus(long amount) {
        return new SideTotal(count + 1, cents + amount);
    }
}
