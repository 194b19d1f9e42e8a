package dev.sluice.benchmarks.peers.flink;

import dev.sluice.benchmarks.nexmark.result.SellerPrice;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** What a seller has sold; changed in place. */
final class Sales {
    static final TypeInformation<Sales> TYPE = new FlatType<>(Sales.class, new Serializer());

    final long[] prices = new long[SellerPrice.LAST];
    long sum;
    long count;
    final List<Sale> waiting = new ArrayList<>(2);

    long meanWith(long price) {
        int place = (int) (count++ % SellerPrice.LAST);
        sum += price - prices[place];
        prices[place] = price;
        return sum / Math.min(count, SellerPrice.LAST);
    }

    private static final class Serializer extends FlatSerializer<Sales> {
        private static final TypeSerializer<Sale> SALES = new Sale.Serializer();

        Serializer() {
            super(-1, false);
        }

        @Override
        public Sales createInstance() {
            return new Sales();
        }

        @Override
        public Sales copy(Sales from, Sales to) {
            System.arraycopy(from.prices, 0, to.prices, 0, to.prices.length);
            to.sum = from.sum;
            to.count = from.count;
            to.waiting.clear();
            to.waiting.addAll(from.waiting);
            return to;
        }

        @Override
        public void serialize(Sales record, DataOutputView out) throws IOException {
            for (long price : record.prices) {
                out.writeLong(price);
            }
            out.writeLong(record.sum);
            out.writeLong(record.count);
            out.writeInt(record.waiting.size());
            for (Sale sale : record.waiting) {
                SALES.serialize(sale, out);
            }
        }

        @Override
        public Sales deserialize(Sales reuse, DataInputView in) throws IOException {
            for (int i = 0; i < reuse.prices.length; i++) {
                reuse.prices[i] = in.readLong();
            }
            reuse.sum = in.readLong();
            reuse.count = in.readLong();
            reuse.waiting.clear();
            for (int left = in.readInt(); left > 0; left--) {
                reuse.waiting.add(SALES.deserialize(in));
            }
            return reuse;
        }

        @Override
        public TypeSerializerSnapshot<Sales> snapshotConfiguration() {
            return new Snapshot();
        }
    }

    /** What a checkpoint says of the serializer. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<Sales> {
        /** For Flink. */
        public Snapshot() {
            super(Serializer::new);
        }
    }
}
