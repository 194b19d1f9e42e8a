package dev.sluice.examples.soak;

import java.nio.file.Path;
import java.time.Duration;

/**
 * What a run is told.
 *
 * @param time how long the job gets records
 * @param killEvery how long a process lives on average until it is killed
 * @param heapBytes of the process
 * @param stateBytes how much there is to be in the end
 * @param nativeBytes what RocksDB may use beside the heap
 * @param seed of the data and the moments of the kills
 * @param folder for data and logs
 * @param classPath what the process runs from
 */
record SoakSettings(
        Duration time,
        Duration killEvery,
        long heapBytes,
        long stateBytes,
        long nativeBytes,
        long seed,
        Path folder,
        String classPath) {
    /**
     * What a process needs beside heap and state: classes, compiled code, threads, the libraries, what malloc keeps.
     */
    static final long ALLOWANCE = 256L << 20;

    /** Checkpoints, of which two are kept, the databases, and copies while they are restored or merged. */
    static final int STATES_ON_DISK = 8;

    private static final int FILL_SECONDS = 40;
    private static final int FILL_PART = 3;

    Load load() {
        return new Load(seed, stateBytes / Load.BYTES_PER_KEY);
    }

    /** So many records a second fill the state in most of a minute, kills not counted, or in a third of the time. */
    long rate() {
        long seconds = Math.max(1, Math.min(FILL_SECONDS, time.toSeconds() / FILL_PART));
        return Math.max(1, load().keys() / seconds);
    }

    /** Above it memory has leaked. */
    long bound() {
        return heapBytes + nativeBytes + ALLOWANCE;
    }

    /** Where the job writes to. */
    Path output() {
        return folder.resolve("output");
    }

    /** Somebody makes this file when the job is to come to its end. */
    Path finish() {
        return folder.resolve("finish");
    }

    /** Where it stands behind which number there are no more. */
    Path end() {
        return folder.resolve("end");
    }
}
