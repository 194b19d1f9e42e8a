package dev.sluice.benchmarks.peers.flink;

import org.apache.flink.streaming.api.functions.windowing.WindowFunction;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;
import org.apache.flink.util.Collector;

/** Adds key and window to a count. */
final class ToWindowCount implements WindowFunction<Counter, WindowCount, Long, TimeWindow> {
    @Override
    public void apply(Long key, TimeWindow window, Iterable<Counter> counters, Collector<WindowCount> out) {
        WindowCount result = new WindowCount();
        result.key = key;
        result.count = counters.iterator().next().count;
        result.start = window.getStart();
        out.collect(result);
    }
}
