/**
 * Channels between nodes: one TCP connection for each pair of nodes and direction, which all channels share. Frames go
 * one way, credits come back. Tasks write and read the bytes of their frames on their own threads; the connections'
 * threads only move them. Nothing here starts before {@link dev.sluice.runtime.wire.Wire#start} is called.
 */
@NullMarked
package dev.sluice.runtime.wire;

import org.jspecify.annotations.NullMarked;
