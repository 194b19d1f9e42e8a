package dev.sluice.runtime.wire;

import akka.util.ByteString;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Cuts what comes out of a socket into messages. A byte is copied once; memory is taken as bytes come. */
final class Deframer {
    /** An announced length is believed at once up to here. */
    private static final int BELIEVED = 1 << 20;

    private final int maxFrameSize;
    private final byte[] lengthBytes = new byte[Messages.LENGTH];
    private final ByteBuffer prefix = ByteBuffer.wrap(lengthBytes);
    private ByteString rest = ByteString.emptyByteString();
    private int length = -1;
    private @Nullable ByteBuffer body;

    Deframer(int maxFrameSize) {
        this.maxFrameSize = maxFrameSize;
    }

    /** What came; all of what came before must have been taken. */
    void feed(ByteString bytes) {
        rest = bytes;
    }

    /** The next message without its length, or null until more has come. */
    byte @Nullable [] next() {
        ByteBuffer target = body;
        if (target == null) {
            fill(prefix);
            if (prefix.hasRemaining()) {
                return null;
            }
            prefix.clear();
            length = announced();
            target = ByteBuffer.wrap(new byte[Math.min(length, BELIEVED)]);
            body = target;
        }
        fill(target);
        while (!target.hasRemaining() && target.capacity() < length) {
            int larger = (int) Math.min(length, 2L * target.capacity());
            target = ByteBuffer.wrap(Arrays.copyOf(target.array(), larger)).position(target.position());
            body = target;
            fill(target);
        }
        if (target.hasRemaining()) {
            return null;
        }
        body = null;
        return target.array();
    }

    private void fill(ByteBuffer target) {
        int copied = rest.copyToBuffer(target);
        if (copied > 0) {
            rest = rest.drop(copied);
        }
    }

    private int announced() {
        int announced = 0;
        for (int i = 0; i < Messages.LENGTH; i++) {
            announced |= (lengthBytes[i] & 0xFF) << (8 * i);
        }
        if (announced <= 0 || announced > maxFrameSize) {
            throw new WireException("it announces a message of " + Integer.toUnsignedString(announced)
                    + " bytes, and sluice.wire.max-frame-size is " + maxFrameSize);
        }
        return announced;
    }
}
