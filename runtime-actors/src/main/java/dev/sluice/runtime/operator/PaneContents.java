package dev.sluice.runtime.operator;

import dev.sluice.api.function.TaskInfo;
import dev.sluice.api.window.Window;
import org.jspecify.annotations.Nullable;

/** What a window keeps of its records. */
interface PaneContents {

    /** Says by which input the records come that follow. */
    default void from(int input) {}

    /** Adds a record that nobody else holds. */
    Object add(@Nullable Object contents, Object record, long time) throws Exception;

    /** Combines what two windows hold, the earlier one's first; may change and return it. */
    Object merge(Object into, Object other) throws Exception;

    Object copy(Object contents);

    /**
     * Emits what a window that fires makes of its contents.
     *
     * @param stays whether the contents are needed afterwards
     * @param now the watermark or, for windows of processing time, the wall clock
     * @return the contents that stay, null if there are none
     */
    @Nullable
    Object fire(Object contents, boolean stays, Window window, long now, Result result) throws Exception;

    void open(TaskInfo task) throws Exception;

    void close() throws Exception;

    /** Takes what a window's function is to see. */
    interface Result {
        void emit(Object folded) throws Exception;
    }
}
