/** The generated events. */
@NullMarked
package dev.sluice.benchmarks.nexmark.data;

import org.jspecify.annotations.NullMarked;
