package dev.sluice.examples.prices;

import dev.sluice.connectors.Column;
import java.time.Instant;

/**
 * From some moment on, prices of a symbol above a limit are worth an alert.
 *
 * @param from when the rule begins to hold; it ends when the next one for the symbol begins
 * @param symbol of what
 * @param aboveCents the limit
 */
public record PriceRule(
        Instant from, String symbol, @Column("above_cents") long aboveCents) {}
