package dev.sluice.benchmarks.nexmark.data;

/**
 * Somebody offers something.
 *
 * @param id from {@link NexmarkGenerator#FIRST_ID} on, without gaps
 * @param itemName what
 * @param description more of it
 * @param initialBid the least price, cents
 * @param reserve the price under which it is not sold, cents
 * @param dateTime when it is opened, epoch milliseconds
 * @param expires when it is closed, epoch milliseconds
 * @param seller a person's id
 * @param category from 10 to 14
 * @param extra fills the event up to its average size
 */
public record Auction(
        long id,
        String itemName,
        String description,
        long initialBid,
        long reserve,
        long dateTime,
        long expires,
        long seller,
        long category,
        String extra)
        implements NexmarkEvent {}
