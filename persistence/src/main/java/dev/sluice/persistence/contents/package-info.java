/**
 * What is in a savepoint, without the job that wrote it.
 *
 * <p>May not enter: what decodes values, which needs the job's classes.
 */
@NullMarked
package dev.sluice.persistence.contents;

import org.jspecify.annotations.NullMarked;
