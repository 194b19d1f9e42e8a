package dev.sluice.benchmarks.peers.flink;

import dev.sluice.benchmarks.nexmark.result.Ranks;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Ids with the ranks they were seen with: an id above three bits in one number, in a flat table. */
final class IdSet {
    private long[] cells = new long[16];
    private int size;

    /** Sees an id, from 0 to 2^60, with a rank. */
    void add(long id, int rank) {
        addCell(id << Ranks.COUNT | 1L << rank);
    }

    void addAll(IdSet other) {
        for (long cell : other.cells) {
            if (cell != 0) {
                addCell(cell);
            }
        }
    }

    private void addCell(long added) {
        int slot = slot(added >>> Ranks.COUNT);
        if (cells[slot] != 0) {
            cells[slot] |= added;
            return;
        }
        cells[slot] = added;
        if (++size * 2 > cells.length) {
            long[] before = cells;
            cells = new long[before.length * 2];
            for (long cell : before) {
                if (cell != 0) {
                    cells[slot(cell >>> Ranks.COUNT)] = cell;
                }
            }
        }
    }

    /** Where the id is, or where it belongs; an empty cell is 0. */
    private int slot(long id) {
        int mask = cells.length - 1;
        int slot = (int) (id * 0x9e37_79b9_7f4a_7c15L >>> 40) & mask;
        while (cells[slot] != 0 && cells[slot] >>> Ranks.COUNT != id) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    /** How many different ones there were, in all and with each rank. */
    Ranks count() {
        long[] byRank = new long[Ranks.COUNT];
        for (long cell : cells) {
            for (int rank = 0; rank < Ranks.COUNT; rank++) {
                byRank[rank] += cell >>> rank & 1;
            }
        }
        return new Ranks(size, byRank[0], byRank[1], byRank[2]);
    }

    void write(DataOutputView out) throws IOException {
        out.writeInt(size);
        for (long cell : cells) {
            if (cell != 0) {
                out.writeLong(cell);
            }
        }
    }

    static IdSet read(DataInputView in) throws IOException {
        IdSet set = new IdSet();
        for (int left = in.readInt(); left > 0; left--) {
            set.addCell(in.readLong());
        }
        return set;
    }
}
