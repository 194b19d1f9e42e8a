/**
 * Processes of this machine that are started, killed and looked at, and patience with them.
 *
 * <p>May not enter: what runs in them.
 */
@NullMarked
package dev.sluice.examples.process;

import org.jspecify.annotations.NullMarked;
