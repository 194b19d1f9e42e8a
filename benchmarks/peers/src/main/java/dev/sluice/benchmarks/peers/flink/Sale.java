package dev.sluice.benchmarks.peers.flink;

import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** What of a winning bid query 6 asks for. */
final class Sale {
    static final TypeInformation<Sale> TYPE = new FlatType<>(Sale.class, new Serializer());

    long seller;
    long auction;
    long price;
    long expires;

    static final class Serializer extends FlatSerializer<Sale> {
        Serializer() {
            super(32, false);
        }

        @Override
        public Sale createInstance() {
            return new Sale();
        }

        @Override
        public Sale copy(Sale from, Sale to) {
            to.seller = from.seller;
            to.auction = from.auction;
            to.price = from.price;
            to.expires = from.expires;
            return to;
        }

        @Override
        public void serialize(Sale record, DataOutputView out) throws IOException {
            out.writeLong(record.seller);
            out.writeLong(record.auction);
            out.writeLong(record.price);
            out.writeLong(record.expires);
        }

        @Override
        public Sale deserialize(Sale reuse, DataInputView in) throws IOException {
            reuse.seller = in.readLong();
            reuse.auction = in.readLong();
            reuse.price = in.readLong();
            reuse.expires = in.readLong();
            return reuse;
        }

        @Override
        public TypeSerializerSnapshot<Sale> snapshotConfiguration() {
            return new Snapshot();
        }
    }

    /** What a checkpoint says of the serializer. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<Sale> {
        /** For Flink. */
        public Snapshot() {
            super(Serializer::new);
        }
    }
}
