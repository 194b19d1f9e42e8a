package dev.sluice.benchmarks.peers.flink;

import dev.sluice.benchmarks.nexmark.data.Bid;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Whole bids on their way to another subtask. Text goes in whole arrays: Flink's own serializer takes each letter. */
final class BidType {
    static final TypeInformation<Bid> TYPE = new FlatType<>(Bid.class, new Serializer());

    private BidType() {}

    private static void writeText(String text, DataOutputView out) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static String readText(DataInputView in) throws IOException {
        byte[] bytes = new byte[in.readInt()];
        in.readFully(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static final class Serializer extends FlatSerializer<Bid> {
        private static final Bid NONE = new Bid(0, 0, 0, "", "", 0, "");

        Serializer() {
            super(-1, true);
        }

        @Override
        public Bid createInstance() {
            return NONE;
        }

        @Override
        public Bid copy(Bid from, Bid to) {
            return from;
        }

        @Override
        public void serialize(Bid bid, DataOutputView out) throws IOException {
            out.writeLong(bid.auction());
            out.writeLong(bid.bidder());
            out.writeLong(bid.price());
            writeText(bid.channel(), out);
            writeText(bid.url(), out);
            out.writeLong(bid.dateTime());
            writeText(bid.extra(), out);
        }

        @Override
        public Bid deserialize(Bid reuse, DataInputView in) throws IOException {
            return new Bid(
                    in.readLong(),
                    in.readLong(),
                    in.readLong(),
                    readText(in),
                    readText(in),
                    in.readLong(),
                    readText(in));
        }

        @Override
        public TypeSerializerSnapshot<Bid> snapshotConfiguration() {
            return new Snapshot();
        }
    }

    /** What a checkpoint says of the serializer. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<Bid> {
        /** For Flink. */
        public Snapshot() {
            super(Serializer::new);
        }
    }
}
