/**
 * Streams of other reactive systems as sources and sinks, at most once.
 *
 * <p>May not enter: positions and transactions, which such streams do not have.
 */
@NullMarked
package dev.sluice.connectors.reactive;

import org.jspecify.annotations.NullMarked;
