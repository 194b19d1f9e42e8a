package dev.sluice.benchmarks.wire;

import akka.stream.javadsl.Flow;
import akka.stream.javadsl.Sink;
import akka.stream.javadsl.Source;
import akka.stream.javadsl.Tcp;
import akka.util.ByteString;
import dev.sluice.runtime.data.Batch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** What a plain connection of Akka Streams moves: bytes that are always the same, in pieces as large as a frame. */
final class PlainConnection {
    private static final double NANOS = 1e9;
    private static final String HOST = "127.0.0.1";

    private PlainConnection() {}

    /** @return a port that swallows everything */
    static int listen(Node node) {
        return Tcp.get(node.system())
                .bind(HOST, 0)
                .to(Sink.foreach(incoming -> incoming.handleWith(
                        Flow.fromSinkAndSource(Sink.<ByteString>ignore(), Source.<ByteString>maybe()), node.system())))
                .run(node.system())
                .toCompletableFuture()
                .join()
                .localAddress()
                .getPort();
    }

    /** @return bytes per second */
    static double flood(Node node, int port, double seconds) {
        ByteString piece = ByteString.fromArrayUnsafe(new byte[Batch.TARGET * Sample.BYTES]);
        AtomicLong moved = new AtomicLong();
        long begin = System.nanoTime();
        Source.repeat(piece)
                .takeWhile(bytes -> System.nanoTime() - begin < seconds * NANOS)
                .map(bytes -> {
                    moved.addAndGet(bytes.size());
                    return bytes;
                })
                .via(Tcp.get(node.system()).outgoingConnection(HOST, port))
                .to(Sink.ignore())
                .run(node.system());
        while (System.nanoTime() - begin < seconds * NANOS) {
            LockSupport.parkNanos(1_000_000);
        }
        return moved.get() / ((System.nanoTime() - begin) / NANOS);
    }
}
