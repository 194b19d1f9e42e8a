package dev.sluice.runtime.wire;

import akka.util.ByteString;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * What waits to be written to a connection. Each channel has a line of its own, which its credits bound, and channels
 * take turns, message by message: a channel with much to send does not hold up one with little. Any thread puts, the
 * connection's takes.
 */
final class WriteQueue {
    private final Queue<ByteString> urgent = new ConcurrentLinkedQueue<>();
    private final Queue<Line> ready = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean signalled = new AtomicBoolean();
    private volatile @Nullable Runnable wake;
    private volatile boolean closed;

    /** What one channel has to say. */
    final class Line {
        private final Queue<ByteString> messages = new ConcurrentLinkedQueue<>();
        private final AtomicInteger size = new AtomicInteger();

        void put(ByteString message) {
            if (closed) {
                return;
            }
            messages.add(message);
            if (size.getAndIncrement() == 0) {
                ready.add(this);
                signal();
            }
        }
    }

    Line line() {
        return new Line();
    }

    /** Puts what goes before everything that channels say. */
    void putUrgent(ByteString message) {
        if (!closed) {
            urgent.add(message);
            signal();
        }
    }

    /** Sets what is called, from any thread, when there is something to take. */
    void onReady(Runnable callback) {
        wake = callback;
        callback.run();
    }

    private void signal() {
        if (signalled.compareAndSet(false, true)) {
            Runnable callback = wake;
            if (callback != null) {
                callback.run();
            }
        }
    }

    /**
     * Takes messages, together so that they are written at once.
     *
     * @param enough bytes; a message that begins before is taken whole
     * @return empty if there are none
     */
    ByteString take(int enough) {
        // First, so that whoever puts something from here on calls again.
        signalled.set(false);
        ByteString taken = ByteString.emptyByteString();
        while (taken.size() < enough) {
            ByteString message = poll();
            if (message == null) {
                break;
            }
            taken = taken.isEmpty() ? message : taken.concat(message);
        }
        return taken;
    }

    private @Nullable ByteString poll() {
        ByteString message = urgent.poll();
        if (message != null) {
            return message;
        }
        Line line = ready.poll();
        if (line == null) {
            return null;
        }
        message = line.messages.poll();
        if (line.size.decrementAndGet() > 0) {
            ready.add(line);
        }
        return message;
    }

    boolean isClosed() {
        return closed;
    }

    /** Forgets everything, and takes nothing more; the connection is told. */
    void close() {
        closed = true;
        urgent.clear();
        ready.clear();
        Runnable callback = wake;
        if (callback != null) {
            callback.run();
        }
    }
}
