package dev.sluice.runtime.wire;

import akka.util.ByteString;
import dev.sluice.persistence.serde.ByteSink;
import dev.sluice.persistence.serde.ByteSource;

/**
 * What is said on a connection. A message is its length behind these four bytes (little-endian), what it is (1), and:
 *
 * <pre>
 * HELLO  magic (8) | version | uid of the node that is meant (8) | the sender's wire actor
 * OPEN   channel | the receiving task's inbox | edge | from | to | epoch
 * FRAME  channel | see {@link FrameEncoder}
 * CLOSE  channel
 * CREDIT channel | upTo
 * </pre>
 *
 * <p>The node that connected says all but CREDIT, HELLO first. Numbers are written as {@link ByteSink} does. The inbox
 * tells the run, the subtask and its incarnation; a channel is a number that holds on the connection.
 */
final class Messages {
    static final int HELLO = 1;
    static final int OPEN = 2;
    static final int FRAME = 3;
    static final int CLOSE = 4;
    static final int CREDIT = 5;

    /** What every message begins with: its length. */
    static final int LENGTH = 4;

    /** Rises with every change of what is sent; nodes of different versions do not talk. */
    static final int VERSION = 1;

    private static final long MAGIC = 0x5249_5745_4943_4C53L; // "SLCIEWIR"

    private Messages() {}

    /** Begins a message; {@link #take} ends it. */
    static void begin(ByteSink out, int kind) {
        out.clear();
        out.putLow(0, LENGTH);
        out.putByte(kind);
    }

    /** The message's own bytes, if so many follow that are no part of them. */
    static byte[] take(ByteSink out, int following) {
        byte[] bytes = out.take();
        int length = Math.addExact(bytes.length - LENGTH, following);
        for (int i = 0; i < LENGTH; i++) {
            bytes[i] = (byte) (length >>> (8 * i));
        }
        return bytes;
    }

    static ByteString hello(long uid, String guard) {
        ByteSink out = new ByteSink();
        begin(out, HELLO);
        out.putFixed(MAGIC);
        out.putUnsigned(VERSION);
        out.putFixed(uid);
        out.putString(guard);
        return finished(out);
    }

    /** @return the sender's wire actor */
    static String readHello(ByteSource in, long uid) {
        if (in.getFixed() != MAGIC) {
            throw new WireException("it does not come from a node of Sluice");
        }
        long version = in.getUnsigned();
        if (version != VERSION) {
            throw new WireException("it has version " + version + ", and this node's is " + VERSION);
        }
        if (in.getFixed() != uid) {
            throw new WireException("it is for another node, that had this address before");
        }
        return in.getString();
    }

    static ByteString open(int channel, String inbox, Route route) {
        ByteSink out = new ByteSink();
        begin(out, OPEN);
        out.putUnsigned(channel);
        out.putString(inbox);
        out.putUnsigned(route.edge());
        out.putUnsigned(route.from());
        out.putUnsigned(route.to());
        out.putUnsigned(route.epoch());
        return finished(out);
    }

    static Route readRoute(ByteSource in) {
        return new Route(number(in), number(in), number(in), in.getUnsigned());
    }

    static ByteString close(int channel) {
        ByteSink out = new ByteSink();
        begin(out, CLOSE);
        out.putUnsigned(channel);
        return finished(out);
    }

    static ByteString credit(int channel, long upTo) {
        ByteSink out = new ByteSink();
        begin(out, CREDIT);
        out.putUnsigned(channel);
        out.putUnsigned(upTo);
        return finished(out);
    }

    /** A number that fits an int. */
    static int number(ByteSource in) {
        long number = in.getUnsigned();
        if (number < 0 || number > Integer.MAX_VALUE) {
            throw in.damaged("a number is " + number);
        }
        return (int) number;
    }

    private static ByteString finished(ByteSink out) {
        return ByteString.fromArrayUnsafe(take(out, 0));
    }
}
