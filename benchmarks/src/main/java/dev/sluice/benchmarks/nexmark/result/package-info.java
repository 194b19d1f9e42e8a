/**
 * What the Nexmark queries give: one record for each kind of output, which tells the three numbers by which
 * implementations are compared, and the pure functions that a query needs for it.
 *
 * <p>May not enter: anything of Sluice, so that other engines can give the same outputs.
 */
@NullMarked
package dev.sluice.benchmarks.nexmark.result;

import org.jspecify.annotations.NullMarked;
