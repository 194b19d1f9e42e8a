package dev.sluice.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.sluice.api.JobDefinition;
import dev.sluice.api.Parameters;
import dev.sluice.api.connector.Sink;
import dev.sluice.api.connector.SinkWriter;
import dev.sluice.api.connector.Source;
import dev.sluice.api.connector.SourceContext;
import dev.sluice.api.connector.SourceOutput;
import dev.sluice.api.connector.SourceReader;
import dev.sluice.api.connector.Split;
import dev.sluice.api.window.Aggregates;
import dev.sluice.runtime.job.JobState;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class LocalRuntimeTest {
    record KeyValue(long key, long value) {}

    /** Numbers from 0, dealt out to as many splits as there are subtasks. */
    record Numbers(long count) implements Source<KeyValue> {
        @Override
        public List<Split> splits(int parallelism) {
            return IntStream.range(0, parallelism)
                    .mapToObj(i -> new Split(i + "/" + parallelism, 0, count))
                    .toList();
        }

        @Override
        public SourceReader<KeyValue> open(Split split, long position, SourceContext context) {
            String[] parts = split.id().split("/");
            long first = Long.parseLong(parts[0]);
            long step = Long.parseLong(parts[1]);
            return new SourceReader<>() {
                private long next = position == 0 ? first : position;

                @Override
                public Status read(SourceOutput<KeyValue> out, int limit) {
                    for (int i = 0; i < limit && next < count; i++, next += step) {
                        out.emit(new KeyValue(next % 100, next));
                    }
                    return next < count ? Status.MORE : Status.END;
                }

                @Override
                public long position() {
                    return next;
                }
            };
        }
    }

    /** Several times, since it depends on how far the runtime has come up. */
    @Test
    void when_a_runtime_is_closed_at_once_then_it_logs_no_error() {
        Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        root.addAppender(log);
        try {
            for (int i = 0; i < 10; i++) {
                Runtime.local().close();
            }
        } finally {
            root.detachAppender(log);
        }
        assertThat(log.list)
                .filteredOn(event -> event.getLevel() == Level.ERROR)
                .isEmpty();
    }

    @Test
    void when_a_keyed_job_ends_then_every_record_was_counted_once() {
        Map<Long, Long> sums = new ConcurrentHashMap<>();
        Sink<KeyValue> sink =
                context -> (SinkWriter<KeyValue>) (record, time) -> sums.merge(record.key(), record.value(), Math::max);
        JobDefinition job = JobDefinition.named(
                "sums",
                (flow, params) -> flow.source("numbers", new Numbers(1_000_000))
                        .keyBy(KeyValue::key)
                        .aggregate(Aggregates.sum(KeyValue::value), KeyValue::new)
                        .name("sum")
                        .sink("out", sink));
        try (Runtime runtime = Runtime.local()) {
            JobProgress end = runtime.submit(job, Parameters.none()).join();
            assertThat(end.state()).isEqualTo(JobState.FINISHED);
            assertThat(end.recordsRead()).isEqualTo(1_000_000);
            assertThat(end.recordsWritten()).isEqualTo(1_000_000);
        }
        assertThat(sums).hasSize(100);
        assertThat(sums.values().stream().mapToLong(Long::longValue).sum()).isEqualTo(999_999L * 1_000_000 / 2);
    }

    @Test
    void when_a_setting_does_not_exist_then_the_runtime_is_refused_and_its_storage_is_free(@TempDir Path storage) {
        LocalSettings settings = LocalSettings.defaults().withStorage(storage);
        assertThatThrownBy(() -> Runtime.local(settings.withSetting("sluice.state.rocksdb.memroy", "1 GiB")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there is no setting \"sluice.state.rocksdb.memroy\"");
        Runtime.local(settings.withSetting("sluice.state.rocksdb.memory", "64 MiB"))
                .close();
    }
}
