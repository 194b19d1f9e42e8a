package dev.sluice.examples.sets;

import dev.sluice.api.function.Collector;
import dev.sluice.api.function.KeyedProcessFunction;
import dev.sluice.api.state.ListState;
import java.util.List;

/** Appends to the list of the key; reads it each time it has grown by so many elements, and at the end. */
final class KeyedLists extends KeyedProcessFunction<Integer, Append, ListRead> {
    private static final long END_OF_TIME = Long.MAX_VALUE;

    private final ListState<String> elements = listState("elements", String.class);
    private final int every;

    KeyedLists(int every) {
        this.every = every;
    }

    @Override
    public void process(Append append, Context<Integer> context, Collector<ListRead> out) {
        elements.add(append.element());
        int size = elements.get().size();
        if (size == 1) {
            context.timers().registerEventTimeTimer(END_OF_TIME);
        }
        if (size % every == 0) {
            out.collect(read(context.key(), false));
        }
    }

    @Override
    public void onTimer(long time, TimerContext<Integer> context, Collector<ListRead> out) {
        out.collect(read(context.key(), true));
    }

    private ListRead read(int list, boolean last) {
        List<String> now = elements.get();
        return new ListRead(list, now.size(), last, String.join(" ", now));
    }
}
