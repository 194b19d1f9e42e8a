/**
 * Measures engines side by side, each run in a process of its own, and reports what came of it.
 *
 * <p>May not enter: the command line, and the peers' classes (they are in another module, and only started here).
 */
@NullMarked
package dev.sluice.benchmarks.compare;

import org.jspecify.annotations.NullMarked;
