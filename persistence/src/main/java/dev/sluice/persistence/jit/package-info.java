/**
 * Copies of classes, made while the program runs, for the JIT compiler's sake.
 *
 * <p>May not enter: generated code. A copy is compiled Java and does what its original does.
 */
@NullMarked
package dev.sluice.persistence.jit;

import org.jspecify.annotations.NullMarked;
