/**
 * The logical graph that a job definition amounts to: what the engine plans from. Data only, plus the checks that a
 * definition must pass.
 */
@NullMarked
package dev.sluice.api.graph;

import org.jspecify.annotations.NullMarked;
