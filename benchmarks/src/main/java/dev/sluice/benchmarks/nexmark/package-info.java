/**
 * The Nexmark queries in the DSL, over a source of generated events. What they give is written down in docs/nexmark.md.
 *
 * <p>May not enter: clocks, and anything about how fast it is.
 */
@NullMarked
package dev.sluice.benchmarks.nexmark;

import org.jspecify.annotations.NullMarked;
