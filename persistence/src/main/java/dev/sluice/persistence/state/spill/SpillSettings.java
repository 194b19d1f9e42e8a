package dev.sluice.persistence.state.spill;

import java.nio.file.Path;

/**
 * What the spilling backend of a process may use.
 *
 * @param folder where the files lie, of this process alone; what crashed runs have left there is deleted
 * @param memoryBytes of the heap, for the state of all subtasks together; estimated
 */
public record SpillSettings(Path folder, long memoryBytes) {
    private static final long LEAST_MEMORY = 4 << 10;
    private static final double OF_HEAP = 0.4;

    public SpillSettings {
        if (memoryBytes < LEAST_MEMORY) {
            throw new IllegalArgumentException("the memory of the spilling state backend is " + memoryBytes
                    + " bytes, and must be at least " + LEAST_MEMORY);
        }
    }

    /**
     * @param folder where the files lie
     * @return two fifths of the largest heap: as much again may be needed by a checkpoint that is being written
     */
    public static SpillSettings in(Path folder) {
        return new SpillSettings(folder, (long) (Runtime.getRuntime().maxMemory() * OF_HEAP));
    }
}
