package dev.sluice.examples.prices;

import dev.sluice.connectors.Column;
import java.time.Instant;

/**
 * A price above the limit of its moment.
 *
 * @param at when
 * @param symbol of what
 * @param cents the price
 * @param limitCents the limit
 */
public record PriceAlert(
        Instant at,
        String symbol,
        long cents,
        @Column("limit_cents") long limitCents) {}
