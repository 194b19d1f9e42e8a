package dev.sluice.runtime.protocol;

/** What a keeper understands: {@link KeeperCommand}s from afar, and what its own task tells it. */
public interface KeeperMessage {}
