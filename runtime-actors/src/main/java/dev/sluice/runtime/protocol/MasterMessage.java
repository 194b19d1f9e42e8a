package dev.sluice.runtime.protocol;

/** What a job's master understands: {@link KeeperReport}s, {@link MasterCommand}s, and what it tells itself. */
public interface MasterMessage {}
