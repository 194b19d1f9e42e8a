package dev.sluice.examples.bank;

import dev.sluice.connectors.Column;

/**
 * One side of a transfer, as it was booked.
 *
 * @param transfer the transfer's number
 * @param side whether the account paid or received
 * @param account the account
 * @param cents the amount, above 0
 * @param count how many postings this side of the account has had, this one included
 * @param total what this side of the account adds up to, this one included
 */
record Posting(
        long transfer,
        Side side,
        int account,
        long cents,
        @Column("side_count") long count,
        @Column("side_total") long total) {
    static final String HEADER = "transfer,side,account,cents,side_count,side_total";

    /** What the amount changes the account's balance by. */
    long change() {
        return side == Side.DEBIT ? -cents : cents;
    }
}
