/**
 * Files as sources and sinks, whatever their format: listing, splits, exact positions, the policy for bad records, and
 * the directory that is written exactly once. A format plugs in with a {@link dev.sluice.connectors.file.RecordDecoder}
 * and a {@link dev.sluice.connectors.file.RecordEncoder}.
 *
 * <p>May not enter: formats.
 */
@NullMarked
package dev.sluice.connectors.file;

import org.jspecify.annotations.NullMarked;
