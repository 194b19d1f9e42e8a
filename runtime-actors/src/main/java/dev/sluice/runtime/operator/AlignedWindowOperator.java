package dev.sluice.runtime.operator;

import dev.sluice.api.graph.OperatorSpec.WindowSpec;
import dev.sluice.persistence.state.KeyCursor;
import dev.sluice.persistence.state.KeyKind;
import dev.sluice.runtime.plan.Slicing;
import org.jspecify.annotations.Nullable;

/** What tumbling and sliding windows of event time and of processing time have in common. */
abstract class AlignedWindowOperator extends KeyedOperator implements AlignedWindows.Past {
    final Slicing slicing;
    final SliceStore slices;
    final WindowOutput output;
    final AlignedWindows windows;
    final Folder folder;

    AlignedWindowOperator(
            WindowSpec spec,
            Slicing slicing,
            Folder folder,
            SliceStore.Factory factory,
            KeyKind kind,
            OperatorContext context) {
        super(kind, context);
        this.slicing = slicing;
        this.folder = folder;
        slices = factory.open(store);
        output = new WindowOutput(spec, this);
        windows = new AlignedWindows(
                slicing, spec.lateness(), slices, output, new KeyCursor(kind, context.maxParallelism()), this);
    }

    /** The time up to which windows have fired. */
    abstract long reached();

    @Override
    public boolean hasFired(int group, long end) {
        return false;
    }

    @Override
    public final void open() throws Exception {
        windows.recall(reached()); // what was restored is there by now
        folder.open(context.task());
        output.open(context.task());
    }

    @Override
    public final @Nullable String activity() {
        return windows.activity();
    }

    @Override
    public final void close() throws Exception {
        super.close();
        folder.close();
        output.close();
    }
}
