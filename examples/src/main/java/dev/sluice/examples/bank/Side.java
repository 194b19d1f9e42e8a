package dev.sluice.examples.bank;

/** Which side of an account a transfer is posted on. */
enum Side {
    DEBIT,
    CREDIT
}
