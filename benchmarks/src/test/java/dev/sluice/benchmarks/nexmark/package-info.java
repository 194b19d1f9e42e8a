/** Every query gives what a naive computation gives, whatever happens. */
@NullMarked
package dev.sluice.benchmarks.nexmark;

import org.jspecify.annotations.NullMarked;
