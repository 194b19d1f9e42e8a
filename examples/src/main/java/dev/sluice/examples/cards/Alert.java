package dev.sluice.examples.cards;

import dev.sluice.connectors.Column;
import java.time.Instant;

/**
 * Someone may have tried out a stolen card.
 *
 * @param card its number
 * @param trial when the small payment was
 * @param time when the large one was
 * @param cents how large
 */
public record Alert(
        int card,
        @Column("trial_at") Instant trial,
        @Column("paid_at") Instant time,
        long cents) {}
