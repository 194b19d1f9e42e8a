package dev.sluice.api.graph;

import dev.sluice.api.function.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * What a node reads.
 *
 * @param from the id of the node that is read
 * @param tag which of its side outputs, or null for the main output
 * @param partitioning how it is spread over the reader's subtasks
 * @param input the reader's input, from 0; several edges may lead to the same one (a union)
 */
public record GraphEdge(int from, @Nullable OutputTag<?> tag, Partitioning partitioning, int input) {}
