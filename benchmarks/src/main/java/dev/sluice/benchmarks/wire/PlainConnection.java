package dev.sluice.benchmarks.wire;

import akka.NotUsed;
import akka.stream.javadsl.Flow;
import akka.stream.javadsl.Framing;
import akka.stream.javadsl.Sink;
import akka.stream.javadsl.Source;
import akka.stream.javadsl.Tcp;
import akka.util.ByteString;
import akka.util.ByteStringBuilder;
import dev.sluice.runtime.data.Batch;
import java.nio.ByteOrder;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * What a plain connection of Akka Streams moves: bytes that are always the same, in pieces as large as a frame; or
 * records, each with its length, as the framing stages of Akka Streams write and read them.
 */
final class PlainConnection {
    private static final double NANOS = 1e9;
    private static final String HOST = "127.0.0.1";
    private static final int LONGEST = 1 << 20;

    private PlainConnection() {}

    /** @return a port that swallows everything */
    static int listen(Node node) {
        return listen(node, Flow.create());
    }

    /** @return a port that takes records apart, and swallows them */
    static int listenForRecords(Node node) {
        return listen(node, Framing.lengthField(Integer.BYTES, 0, LONGEST, ByteOrder.BIG_ENDIAN));
    }

    private static int listen(Node node, Flow<ByteString, ByteString, NotUsed> reading) {
        return Tcp.get(node.system())
                .bind(HOST, 0)
                .to(Sink.foreach(incoming -> incoming.handleWith(
                        Flow.fromSinkAndSource(reading.to(Sink.ignore()), Source.<ByteString>maybe()), node.system())))
                .run(node.system())
                .toCompletableFuture()
                .join()
                .localAddress()
                .getPort();
    }

    /** @return bytes per second */
    static double flood(Node node, int port, double seconds) {
        return flood(node, port, seconds, Batch.TARGET * Sample.BYTES, Flow.create());
    }

    /** @return bytes of records per second, without their lengths */
    static double floodRecords(Node node, int port, double seconds) {
        return flood(
                node, port, seconds, Sample.BYTES, Flow.<ByteString>create().map(PlainConnection::withLength));
    }

    private static ByteString withLength(ByteString record) {
        return new ByteStringBuilder()
                .putInt(record.size(), ByteOrder.BIG_ENDIAN)
                .append(record)
                .result();
    }

    private static double flood(
            Node node, int port, double seconds, int size, Flow<ByteString, ByteString, NotUsed> writing) {
        ByteString piece = ByteString.fromArrayUnsafe(new byte[size]);
        AtomicLong moved = new AtomicLong();
        long begin = System.nanoTime();
        Source.repeat(piece)
                .takeWhile(bytes -> System.nanoTime() - begin < seconds * NANOS)
                .map(bytes -> {
                    moved.addAndGet(bytes.size());
                    return bytes;
                })
                .via(writing)
                .via(Tcp.get(node.system()).outgoingConnection(HOST, port))
                .to(Sink.ignore())
                .run(node.system());
        while (System.nanoTime() - begin < seconds * NANOS) {
            LockSupport.parkNanos(1_000_000);
        }
        return moved.get() / ((System.nanoTime() - begin) / NANOS);
    }
}
