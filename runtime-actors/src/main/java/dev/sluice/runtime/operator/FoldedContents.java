package dev.sluice.runtime.operator;

import dev.sluice.api.function.TaskInfo;
import dev.sluice.api.window.Window;
import org.jspecify.annotations.Nullable;

/** Records are folded as they come. */
final class FoldedContents implements PaneContents {
    private final Folder folder;

    FoldedContents(Folder folder) {
        this.folder = folder;
    }

    @Override
    public void from(int input) {
        folder.from(input);
    }

    @Override
    public Object add(@Nullable Object contents, Object record, long time) throws Exception {
        return contents == null ? folder.first(record) : folder.add(contents, record);
    }

    @Override
    public Object merge(Object into, Object other) throws Exception {
        return folder.merge(into, other);
    }

    @Override
    public Object copy(Object contents) {
        return folder.copy(contents);
    }

    @Override
    public Object fire(Object contents, boolean stays, Window window, long now, Result result) throws Exception {
        result.emit(stays ? folder.detachedResult(contents) : folder.result(contents));
        return contents;
    }

    @Override
    public void open(TaskInfo task) throws Exception {
        folder.open(task);
    }

    @Override
    public void close() throws Exception {
        folder.close();
    }
}
