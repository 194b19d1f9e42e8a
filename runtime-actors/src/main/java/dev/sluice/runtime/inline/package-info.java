/**
 * A whole job in one thread: all subtasks of all vertices in turn, in an order that is the same in each run. No actor,
 * no network, no thread and no clock of its own; for tests of jobs.
 */
@NullMarked
package dev.sluice.runtime.inline;

import org.jspecify.annotations.NullMarked;
