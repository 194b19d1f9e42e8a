package dev.sluice.persistence.state.rocks;

import dev.sluice.persistence.state.KeyCursor;

/** Visits the entries of a table. */
class RocksScan {
    private final RocksTable table;
    private final Pager pager;
    private int at = -1;

    RocksScan(RocksTable table) {
        this.table = table;
        pager = table.pager();
    }

    public final boolean next(KeyCursor key) {
        if (++at >= pager.size()) {
            if (!pager.load(Pager.PAGE)) {
                return false;
            }
            at = 0;
        }
        table.store.cells().point(key, pager.key(at), pager.cell(at));
        return true;
    }

    final byte[] cell() {
        return pager.cell(at);
    }

    /** Where the value begins in the cell. */
    final int payload() {
        return table.store.cells().payload(pager.key(at), pager.cell(at));
    }
}
