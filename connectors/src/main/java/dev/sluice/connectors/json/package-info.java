/**
 * JSON values, one on each line, read and written with Jackson.
 *
 * <p>May not enter: splits, transactions and directories, which are the same for all formats.
 */
@NullMarked
package dev.sluice.connectors.json;

import org.jspecify.annotations.NullMarked;
