package dev.sluice.persistence.checkpoint;

/**
 * An operator of a job, as far as whoever starts from its state must know it.
 *
 * @param uid what its state is found by: its uid, or its name if it has none
 * @param name what people call it
 * @param vertex the vertex of the physical plan that it was part of
 * @param parallelism how many subtasks it had
 * @param sink whether it is a sink, whose state are transactions
 */
public record OperatorOutline(String uid, String name, String vertex, int parallelism, boolean sink) {}
