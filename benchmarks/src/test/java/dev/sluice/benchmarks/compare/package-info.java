/** What is made of measurements: medians, checks, table and picture. */
@NullMarked
package dev.sluice.benchmarks.compare;

import org.jspecify.annotations.NullMarked;
