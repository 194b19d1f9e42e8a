package dev.sluice.benchmarks.workload;

import dev.sluice.api.Dataflow;
import dev.sluice.api.JobDefinition;
import dev.sluice.api.time.Watermarks;
import dev.sluice.api.window.Aggregates;
import dev.sluice.api.window.WindowAssigner;
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
            count(flow, events, observer, Windows.tumbling(Duration.ofMillis(WINDOW_MILLIS)));
        }
    },

    /** The number of events per key in the last ten seconds of event time, each second. */
    SLIDING_WINDOW("sliding-window", 100_000) {
        @Override
        void define(Dataflow flow, Events events, Observer observer) {
            count(
                    flow,
                    events,
                    observer,
                    Windows.sliding(Duration.ofMillis(SLIDING_MILLIS), Duration.ofMillis(SLIDE_MILLIS)));
        }
    },

    /** The number of events per key and session of event time. */
    SESSION_WINDOW("session-window", 100_000) {
        @Override
        void define(Dataflow flow, Events events, Observer observer) {
            count(flow, events, observer, Windows.session(Duration.ofMillis(GAP_MILLIS)));
        }

        @Override
        public long time(long number) {
            return Events.BEGIN + number / Events.PER_MILLISECOND * 2;
        }
    };

    /** How long a window of {@link #KEYED_WINDOW} is. */
    public static final long WINDOW_MILLIS = 1_000;

    /** How long a window of {@link #SLIDING_WINDOW} is. */
    public static final long SLIDING_MILLIS = 10_000;

    /** From the beginning of a window of {@link #SLIDING_WINDOW} to the next one's. */
    public static final long SLIDE_MILLIS = 1_000;

    /**
     * The silence that ends a session of {@link #SESSION_WINDOW}: 2.5 times that between a key's events by default. It
     * is odd, and the times there are even: whether a silence of just the gap ends a session would depend on when the
     * watermark comes, in every engine.
     */
    public static final long GAP_MILLIS = 501;

    private final String label;
    private final long defaultKeys;

    KeyedWorkload(String label, long defaultKeys) {
        this.label = label;
        this.defaultKeys = defaultKeys;
    }

    abstract void define(Dataflow flow, Events events, Observer observer);

    /**
     * @param number of an event
     * @return its event time in this workload, epoch milliseconds
     */
    public long time(long number) {
        return Events.time(number);
    }

    void count(Dataflow flow, Events events, Observer observer, WindowAssigner windows) {
        flow.source("events", new EventSource(events, observer))
                .eventTime(kv -> time(kv.value()), Watermarks.monotonous())
                .keyBy(KV::key)
                .window(windows)
                .aggregate(Aggregates.count(), (window, key, count) -> new KeyCount(window.start(), key, count))
                .name("count")
                .sink(
                        "discard",
                        new DiscardingSink<KeyCount>(
                                observer,
                                (output, outputs) -> outputs.add(output.key(), output.count(), output.start())));
    }

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
