/**
 * The engine: the physical plan, subtasks, channels, operators, checkpoint coordination and recovery.
 *
 * <p>May not enter: connectors, the command line, and anything that only one kind of deployment needs.
 */
@NullMarked
package dev.sluice.runtime;

import org.jspecify.annotations.NullMarked;
