package dev.sluice.benchmarks.workload;

import dev.sluice.api.Dataflow;
import dev.sluice.api.JobDefinition;
import dev.sluice.api.time.Watermarks;
import dev.sluice.api.window.Aggregates;
import dev.sluice.api.window.Windows;
import java.time.Duration;

/** Aggregations of generated pairs by key. */
public enum KeyedWorkload implements Workload {
    /** The running sum per key: an output for each event. */
    KEYED_SUM("keyed-sum", 1_000_000) {
        @Override
        void define(Dataflow flow, Events events, Observer observer) {
            flow.source("events", new EventSource(events, observer))
                    .keyBy(KV::key)
                    .aggregate(Aggregates.sum(KV::value), KV::new)
                    .name("sum")
                    .sink(
                            "discard",
                            new DiscardingSink<KV>(observer, (kv, outputs) -> outputs.add(kv.key(), kv.value(), 0)));
        }
    },

    /** The number of events per key and second of event time. */
    KEYED_WINDOW("keyed-window", 100_000) {
        @Override
        void define(Dataflow flow, Events events, Observer observer) {
            flow.source("events", new EventSource(events, observer))
                    .eventTime(kv -> Events.time(kv.value()), Watermarks.monotonous())
                    .keyBy(KV::key)
                    .window(Windows.tumbling(Duration.ofMillis(WINDOW_MILLIS)))
                    .aggregate(Aggregates.count(), (window, key, count) -> new KeyCount(window.start(), key, count))
                    .name("count")
                    .sink(
                            "discard",
                            new DiscardingSink<KeyCount>(
                                    observer,
                                    (output, outputs) -> outputs.add(output.key(), output.count(), output.start())));
        }
    };

    /** How long a window of {@link #KEYED_WINDOW} is. */
    public static final long WINDOW_MILLIS = 1_000;

    private final String label;
    private final long defaultKeys;

    KeyedWorkload(String label, long defaultKeys) {
        this.label = label;
        this.defaultKeys = defaultKeys;
    }

    abstract void define(Dataflow flow, Events events, Observer observer);

    @Override
    public String label() {
        return label;
    }

    @Override
    public long defaultKeys() {
        return defaultKeys;
    }

    @Override
    public JobDefinition job(Events events, Observer observer) {
        return JobDefinition.named(label, (flow, params) -> define(flow, events, observer));
    }
}
