package dev.sluice.benchmarks.peers.flink;

import dev.sluice.benchmarks.latency.LatencyRun;
import dev.sluice.benchmarks.latency.Timed;
import dev.sluice.benchmarks.peers.PacedFeed;
import java.io.IOException;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The running sum per key at a fixed rate. */
final class FlinkLatencyJob {
    private static final TypeInformation<Timed> TIMED = new FlatType<>(Timed.class, new Serializer());

    private FlinkLatencyJob() {}

    static void define(StreamExecutionEnvironment environment) {
        environment
                .fromSource(new FeedSource<>(PacedFeed.factory()), WatermarkStrategy.noWatermarks(), "events", TIMED)
                .keyBy(Timed::key, Types.LONG)
                .reduce(Timed::plus)
                .sinkTo(new Clock());
    }

    private static final class Clock implements Sink<Timed> {
        @Override
        public SinkWriter<Timed> createWriter(WriterInitContext context) {
            LatencyRun.Recorder recorder = PacedFeed.run().recorder();
            return new SinkWriter<>() {
                @Override
                public void write(Timed output, Context context) {
                    recorder.output(output.due());
                }

                @Override
                public void flush(boolean endOfInput) {}

                @Override
                public void close() {}
            };
        }
    }

    private static final class Serializer extends FlatSerializer<Timed> {
        private static final Timed NONE = new Timed(0, 0, 0);

        Serializer() {
            super(24, true);
        }

        @Override
        public Timed createInstance() {
            return NONE;
        }

        @Override
        public Timed copy(Timed from, Timed to) {
            return from;
        }

        @Override
        public void serialize(Timed record, DataOutputView out) throws IOException {
            out.writeLong(record.key());
            out.writeLong(record.value());
            out.writeLong(record.due());
        }

        @Override
        public Timed deserialize(Timed reuse, DataInputView in) throws IOException {
            return new Timed(in.readLong(), in.readLong(), in.readLong());
        }

        @Override
        public TypeSerializerSnapshot<Timed> snapshotConfiguration() {
            return new Snapshot();
        }
    }

    /** What a checkpoint says of the serializer. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<Timed> {
        /** For Flink. */
        public Snapshot() {
            super(Serializer::new);
        }
    }
}
