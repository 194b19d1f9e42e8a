/**
 * The control half of a subtask: a sharded, event-sourced actor that deploys, restores and stops the task, and journals
 * which snapshot was written where. It never sees a record.
 */
@NullMarked
package dev.sluice.runtime.keeper;

import org.jspecify.annotations.NullMarked;
