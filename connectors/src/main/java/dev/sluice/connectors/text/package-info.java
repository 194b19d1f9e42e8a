/**
 * Records and values as text: which columns a record class has, and how values are parsed from bytes and formatted to
 * bytes. Nothing is decoded to characters that is not kept as characters.
 *
 * <p>May not enter: files, and anything that knows where one record ends and the next begins.
 */
@NullMarked
package dev.sluice.connectors.text;

import org.jspecify.annotations.NullMarked;
