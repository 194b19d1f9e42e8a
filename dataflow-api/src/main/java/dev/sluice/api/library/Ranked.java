package dev.sluice.api.library;

/**
 * A record and its place among those of its key and window.
 *
 * @param rank from 1
 * @param record the record
 * @param <T> the type of the record
 */
public record Ranked<T>(int rank, T record) {}
