package dev.sluice.runtime.channel;

import dev.sluice.runtime.data.Batch;

/**
 * A batch on its way over a channel.
 *
 * @param edge the plan's edge
 * @param from the sending subtask
 * @param epoch the attempt it belongs to
 * @param sequence its number on the channel, from 0 without gaps
 * @param batch what it carries; belongs to the receiver from now on
 */
public record Frame(int edge, int from, long epoch, long sequence, Batch batch) {}
