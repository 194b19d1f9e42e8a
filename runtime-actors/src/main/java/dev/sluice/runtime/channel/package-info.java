/**
 * Channels between subtasks: frames one way, cumulative credits the other. The inbox merges what arrives (order within
 * a channel, barriers aligned, watermarks combined), the outbox spreads what leaves. Plain objects driven by one
 * thread: no actors here.
 */
@NullMarked
package dev.sluice.runtime.channel;

import org.jspecify.annotations.NullMarked;
