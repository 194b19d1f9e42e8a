package dev.sluice.examples.bank;

/**
 * What an account holds after all transfers.
 *
 * @param account the account
 * @param cents its balance, below 0 if it is overdrawn
 */
record Balance(int account, long cents) {
    static final String HEADER = "account,cents";

    /** What each account begins with. */
    static final long OPENING = 100_000_000;
}
