package dev.sluice.runtime.operator;

import org.jspecify.annotations.Nullable;

/** Adds a record to its slice. Copied for each function. */
final class SliceStep extends ValueStep {
    private final Folder folder;

    SliceStep(Folder folder) {
        this.folder = folder;
    }

    @Override
    public Object apply(int i, @Nullable Object before) throws Exception {
        place = i;
        Object record = in().value(i);
        return before == null ? folder.first(record) : folder.add(before, record);
    }
}
