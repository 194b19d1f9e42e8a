package dev.sluice.runtime.job;

/**
 * What a completed checkpoint has cost.
 *
 * @param checkpoint its number
 * @param millis from its trigger until its manifest was written, milliseconds
 * @param newBytes how much was written for it
 * @param bytes how large it is: with what it shares with those before it
 */
public record CheckpointCost(long checkpoint, long millis, long newBytes, long bytes) {}
