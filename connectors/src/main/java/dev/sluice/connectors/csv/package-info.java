/**
 * Comma-separated values, read into and written from record classes.
 *
 * <p>May not enter: splits, transactions and directories, which are the same for all formats.
 */
@NullMarked
package dev.sluice.connectors.csv;

import org.jspecify.annotations.NullMarked;
