package dev.sluice.examples.chaos;

import java.nio.file.Path;
import java.time.Duration;

/**
 * What a run is told.
 *
 * @param nodes how many, from 3 on
 * @param disturbed how long they are disturbed
 * @param seed of schedule and data
 * @param folder for data and logs
 * @param classPath what the nodes run from
 * @param cassandraClassPath what Cassandra runs from
 */
record ChaosSettings(
        int nodes, Duration disturbed, long seed, Path folder, String classPath, String cassandraClassPath) {}
