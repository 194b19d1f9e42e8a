package dev.sluice.benchmarks.nexmark.data;

/**
 * Somebody registers.
 *
 * @param id from {@link NexmarkGenerator#FIRST_ID} on, without gaps
 * @param name first and last name
 * @param emailAddress made up
 * @param creditCard four groups of four digits
 * @param city a city of the western United States
 * @param state a state of the western United States; not that of the city
 * @param dateTime when, epoch milliseconds
 * @param extra fills the event up to its average size
 */
public record Person(
        long id,
        String name,
        String emailAddress,
        String creditCard,
        String city,
        String state,
        long dateTime,
        String extra)
        implements NexmarkEvent {}
