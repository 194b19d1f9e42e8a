package dev.sluice.api.function;

/**
 * Where a function runs.
 *
 * @param job the job's name
 * @param operator the operator's name
 * @param subtask this subtask's index, from 0
 * @param parallelism how many subtasks the operator has
 * @param attempt the attempt of the job, from 1; it grows with each restart
 */
public record TaskInfo(String job, String operator, int subtask, int parallelism, long attempt) {}
