/** The rules of the whole project's structure. They live here because this module is built last and sees all others. */
@NullMarked
package dev.sluice.benchmarks.architecture;

import org.jspecify.annotations.NullMarked;
