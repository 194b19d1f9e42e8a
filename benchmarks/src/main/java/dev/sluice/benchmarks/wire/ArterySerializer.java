package dev.sluice.benchmarks.wire;

import akka.serialization.ByteBufferSerializer;
import akka.serialization.SerializerWithStringManifest;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Writes into Artery's own buffers. Public, with a public constructor, for Akka. */
public final class ArterySerializer extends SerializerWithStringManifest implements ByteBufferSerializer {
    private static final int IDENTIFIER = 740_001;
    private static final int HEADER = 2 * Long.BYTES;

    /** For Akka. */
    public ArterySerializer() {}

    @Override
    public int identifier() {
        return IDENTIFIER;
    }

    @Override
    public String manifest(Object message) {
        return message instanceof ArteryMessage.Records ? "R" : "M";
    }

    @Override
    public void toBinary(Object message, ByteBuffer buffer) {
        if (message instanceof ArteryMessage.Records records) {
            buffer.putLong(records.sequence()).putLong(records.nanos()).put(records.values());
        } else if (message instanceof ArteryMessage.More more) {
            buffer.putLong(more.upTo());
        }
    }

    @Override
    public Object fromBinary(ByteBuffer buffer, String manifest) {
        if (manifest.equals("M")) {
            return new ArteryMessage.More(buffer.getLong());
        }
        long sequence = buffer.getLong();
        long nanos = buffer.getLong();
        byte[] values = new byte[buffer.remaining()];
        buffer.get(values);
        return new ArteryMessage.Records(sequence, nanos, values);
    }

    @Override
    public byte[] toBinary(Object message) {
        int values = message instanceof ArteryMessage.Records records ? records.values().length : 0;
        ByteBuffer buffer = ByteBuffer.allocate(HEADER + values);
        toBinary(message, buffer);
        return Arrays.copyOf(buffer.array(), buffer.position());
    }

    @Override
    public Object fromBinary(byte[] bytes, String manifest) {
        return fromBinary(ByteBuffer.wrap(bytes), manifest);
    }
}
