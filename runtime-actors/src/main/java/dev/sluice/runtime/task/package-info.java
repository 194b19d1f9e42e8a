/**
 * The data plane of a subtask: a chain of operators inside one Akka Streams stage, fed by channels, a source or another
 * stream. Nothing in here is persistent and nothing waits; what blocks (opening, restoring, writing snapshots) is done
 * on threads that may.
 */
@NullMarked
package dev.sluice.runtime.task;

import org.jspecify.annotations.NullMarked;
