/**
 * What is said of a job: its state, its failure, its restarts. Values only, which the engine and its users share; the
 * engine may not enter.
 */
@NullMarked
package dev.sluice.runtime.job;

import org.jspecify.annotations.NullMarked;
