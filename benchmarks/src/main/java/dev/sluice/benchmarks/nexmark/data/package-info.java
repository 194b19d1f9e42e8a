/**
 * The events of the Nexmark benchmark: what they are, and how they are generated. Event {@code n} is a pure function of
 * the configuration and {@code n}, so every engine that reads them must come to the same results.
 *
 * <p>May not enter: anything of Sluice, so that other engines can read the same events; clocks; what is computed of the
 * events.
 */
@NullMarked
package dev.sluice.benchmarks.nexmark.data;

import org.jspecify.annotations.NullMarked;
