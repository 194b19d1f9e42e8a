package dev.sluice.runtime.operator;

import dev.sluice.api.DataStream;
import dev.sluice.api.JobDefinition;
import dev.sluice.api.KeyedStream;
import dev.sluice.api.WindowedStream;
import dev.sluice.api.time.Watermarks;
import dev.sluice.api.window.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Jobs with one window operator over readings by sensor, with event time. Results begin with their key and a colon. */
final class WindowJobs {
    private WindowJobs() {}

    static OperatorHarness harness(Function<KeyedStream<String, Reading>, DataStream<String>> windows) {
        return OperatorHarness.of(job(windows), "it")
                .keyedBy(result -> result.toString().split(":")[0]);
    }

    static JobDefinition job(Function<KeyedStream<String, Reading>, DataStream<String>> windows) {
        return (flow, params) -> windows.apply(flow.source("source", Ends.<Reading>source())
                        .eventTime(Reading::value, Watermarks.monotonous())
                        .keyBy(Reading::sensor))
                .name("it")
                .sink("sink", Ends.sink());
    }

    /** The values of each window that fires, in order of arrival. */
    static DataStream<String> values(WindowedStream<String, Reading> windowed) {
        return windowed.apply((key, window, readings, out) -> {
            List<Long> values = new ArrayList<>();
            readings.forEach(reading -> values.add(reading.value()));
            out.collect(key + ":" + text(window) + values);
        });
    }

    static String text(Window window) {
        return window.equals(Window.GLOBAL) ? "all" : window.start() + "-" + window.end();
    }

    /** A reading of sensor k. */
    static Input at(long time, long value) {
        return Input.item(Reading.of("k", value), time);
    }

    static Input at(String sensor, long time, long value) {
        return Input.item(Reading.of(sensor, value), time);
    }
}
