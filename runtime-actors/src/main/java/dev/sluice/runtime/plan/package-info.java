/** From the logical graph to vertices and subtasks. Pure functions: every node must come to the same plan. */
@NullMarked
package dev.sluice.runtime.plan;

import org.jspecify.annotations.NullMarked;
