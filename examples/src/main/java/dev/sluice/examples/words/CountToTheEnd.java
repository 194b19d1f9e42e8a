package dev.sluice.examples.words;

import dev.sluice.api.function.Collector;
import dev.sluice.api.function.KeyedProcessFunction;
import dev.sluice.api.state.ValueState;
import dev.sluice.examples.words.WordCount.WordFrequency;

/**
 * Counts the records of a key, and tells when no more can come: at the end of its input, time has come to its end too.
 */
final class CountToTheEnd extends KeyedProcessFunction<String, String, WordFrequency> {
    private static final long END_OF_TIME = Long.MAX_VALUE;

    private final ValueState<Long> count = valueState("count", Long.class);

    @Override
    public void process(String word, Context<String> context, Collector<WordFrequency> out) {
        Long before = count.value();
        count.update(before == null ? 1 : before + 1);
        context.timers().registerEventTimeTimer(END_OF_TIME);
    }

    @Override
    public void onTimer(long time, TimerContext<String> context, Collector<WordFrequency> out) {
        Long total = count.value();
        if (total != null) {
            out.collect(new WordFrequency(context.key(), total));
        }
    }
}
