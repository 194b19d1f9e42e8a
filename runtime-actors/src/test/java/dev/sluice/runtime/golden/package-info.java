/**
 * Snapshots that earlier versions wrote must be restored for ever: the job that they are of, the tool that writes them
 * and the test that restores them. The classes of the job are never changed: what is new goes into another job beside
 * it, with snapshots of its own.
 */
@NullMarked
package dev.sluice.runtime.golden;

import org.jspecify.annotations.NullMarked;
