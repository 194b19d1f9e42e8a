package dev.sluice.persistence.state.spill;

import dev.sluice.persistence.state.heap.Overflow;
import dev.sluice.persistence.state.heap.OverflowFile;

/** What one store may use of the memory, and its files. */
final class SpillRoom implements Overflow {
    private final SpillMemory memory;
    private final SpillFolder folder;
    private long own;

    SpillRoom(SpillMemory memory, SpillFolder folder) {
        this.memory = memory;
        this.folder = folder;
        memory.opened();
    }

    @Override
    public void used(long bytes) {
        own += bytes;
        memory.used(bytes);
    }

    @Override
    public long excess() {
        return memory.excess(own);
    }

    @Override
    public OverflowFile open() {
        return folder.open();
    }

    @Override
    public void close() {
        used(-own);
        memory.closed();
    }
}
