/**
 * Checkpoint stores: where subtasks put the snapshots of their state, and where a checkpoint is declared complete.
 *
 * <p>May not enter: what the chunks mean, when checkpoints are taken, and Akka.
 */
@NullMarked
package dev.sluice.persistence.checkpoint;

import org.jspecify.annotations.NullMarked;
