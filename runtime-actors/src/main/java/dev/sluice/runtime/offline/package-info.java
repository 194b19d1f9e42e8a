/**
 * State without the job: reads what savepoints hold as typed collections, and writes savepoints that jobs begin from.
 *
 * <p>May not enter: actors. What is bootstrapped is run by the engine, as any job.
 */
@NullMarked
package dev.sluice.runtime.offline;

import org.jspecify.annotations.NullMarked;
