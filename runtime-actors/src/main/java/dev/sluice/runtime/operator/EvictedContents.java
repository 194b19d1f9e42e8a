package dev.sluice.runtime.operator;

import dev.sluice.api.function.TaskInfo;
import dev.sluice.api.window.Evictor;
import dev.sluice.api.window.TimedValue;
import dev.sluice.api.window.Window;
import dev.sluice.persistence.state.Sharing;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Records are kept with their times, since an evictor says each time which of them count. */
final class EvictedContents implements PaneContents {
    private final Evictor<Object> evictor;
    private final Folder folder;
    private final Sharing sharing;

    EvictedContents(Evictor<Object> evictor, Folder folder, Sharing sharing) {
        this.evictor = evictor;
        this.folder = folder;
        this.sharing = sharing;
    }

    @Override
    public Object add(@Nullable Object contents, Object record, long time) {
        List<TimedValue<Object>> records = contents == null ? new ArrayList<>() : records(contents);
        records.add(new TimedValue<>(record, time));
        return records;
    }

    @Override
    public Object merge(Object into, Object other) {
        records(into).addAll(records(copy(other)));
        return into;
    }

    @Override
    public Object copy(Object contents) {
        List<TimedValue<Object>> copies = new ArrayList<>();
        for (TimedValue<Object> record : records(contents)) {
            copies.add(new TimedValue<>(sharing.own(record.value()), record.timestamp()));
        }
        return copies;
    }

    @Override
    public @Nullable Object fire(Object contents, boolean stays, Window window, long now, Result result)
            throws Exception {
        List<TimedValue<Object>> records = records(contents);
        evictor.evictBefore(records, window, now);
        if (!records.isEmpty()) {
            Object folded = null;
            for (TimedValue<Object> record : records) {
                Object own = stays ? sharing.own(record.value()) : record.value();
                folded = folded == null ? folder.first(own) : folder.add(folded, own);
            }
            result.emit(folder.result(Folder.kept(folded, "add")));
            evictor.evictAfter(records, window, now);
        }
        return records.isEmpty() ? null : records;
    }

    @Override
    public void open(TaskInfo task) throws Exception {
        evictor.open(task);
        folder.open(task);
    }

    @Override
    public void close() throws Exception {
        evictor.close();
        folder.close();
    }

    @SuppressWarnings("unchecked") // made by add
    private static List<TimedValue<Object>> records(Object contents) {
        return (List<TimedValue<Object>>) contents;
    }
}
