/**
 * What is done for the JIT compiler's sake only: copies of classes, boxes that it can remove.
 *
 * <p>May not enter: generated code, and anything that changes what a program computes.
 */
@NullMarked
package dev.sluice.persistence.jit;

import org.jspecify.annotations.NullMarked;
