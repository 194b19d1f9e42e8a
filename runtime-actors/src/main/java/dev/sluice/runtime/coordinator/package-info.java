/**
 * Decisions about jobs: the cluster's one coordinator takes submissions, a master for each run decides when to
 * checkpoint, complete, abort, restart and end. They journal decisions, never data, and go on from their journal on
 * another node without a restart of the job.
 */
@NullMarked
package dev.sluice.runtime.coordinator;

import org.jspecify.annotations.NullMarked;
