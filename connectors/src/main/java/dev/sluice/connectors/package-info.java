/**
 * Sources and sinks: files, generators, collections, the console, and any Akka Streams source or sink.
 *
 * <p>May not enter: the engine: a connector sees the source and sink SPI only.
 */
@NullMarked
package dev.sluice.connectors;

import org.jspecify.annotations.NullMarked;
