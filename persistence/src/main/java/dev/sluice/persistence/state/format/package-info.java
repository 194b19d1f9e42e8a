/**
 * The form in which keyed state is written to snapshots, by key group, whatever backend it comes from: the canonical
 * one, which every backend reads. It changes only so that what was written before stays readable.
 */
@NullMarked
package dev.sluice.persistence.state.format;

import org.jspecify.annotations.NullMarked;
