package dev.sluice.persistence.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;

/** Writes one piece of a snapshot into a file, under a provisional name until it is committed. */
final class LocalSnapshotWriter implements PieceWriter {
    private final SnapshotAddress address;
    private final Path file;
    private final String location;
    private final boolean durable;
    private final Path unfinished;
    private final FileChannel channel;
    private final Compression compression = new Compression();
    private int checksum;
    private int chunks;
    private long payloadBytes;
    private State state = State.WHOLE;

    private enum State {
        WHOLE,
        /** Part of something was written, so nothing can follow. */
        TORN,
        COMMITTED,
        CLOSED
    }

    /**
     * Starts the file.
     *
     * @param location what the handle is to say
     * @param durable whether it is to survive the loss of power, which costs the time to sync it
     */
    LocalSnapshotWriter(SnapshotAddress address, Path file, String location, boolean durable) throws IOException {
        this.address = address;
        this.file = file;
        this.location = location;
        this.durable = durable;
        unfinished = DurableFiles.unfinished(file);
        channel = FileChannel.open(
                unfinished, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
        try {
            ByteBuffer beginning = SnapshotFile.beginning(address);
            checksum = SnapshotFile.checksum(beginning);
            write(beginning);
        } catch (IOException | RuntimeException e) {
            channel.close();
            Files.deleteIfExists(unfinished);
            throw e;
        }
    }

    @Override
    public void chunk(ChunkHeader header, byte[] payload, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, payload.length);
        if (length > LARGEST_PAYLOAD) {
            throw new IllegalArgumentException("a chunk of " + length + " bytes of state " + header.state()
                    + " of operator " + header.operator() + " is too large: the limit is " + LARGEST_PAYLOAD);
        }
        requireWhole();
        int compressed = compression.compress(payload, offset, length);
        boolean raw = compressed < 0;
        ByteBuffer stored = raw
                ? ByteBuffer.wrap(payload, offset, length)
                : ByteBuffer.wrap(compression.compressed(), 0, compressed);
        int storedChecksum = Checksum.of(stored.array(), stored.position(), stored.remaining());
        byte codec = raw ? ChunkFrame.RAW : ChunkFrame.LZ4;
        ByteBuffer head = new ChunkFrame(header, codec, length, stored.remaining(), storedChecksum).encode(checksum);
        checksum = SnapshotFile.checksum(head);
        write(head, stored);
        chunks++;
        payloadBytes += length;
    }

    @Override
    public SnapshotHandle commit() throws IOException {
        requireWhole();
        write(SnapshotFile.end(chunks, payloadBytes, checksum));
        state = State.TORN;
        if (durable) {
            channel.force(true);
        }
        long size = channel.size();
        channel.close();
        if (durable) {
            DurableFiles.publish(unfinished, file);
        } else {
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        }
        state = State.COMMITTED;
        return new SnapshotHandle(address, size, chunks, location);
    }

    private void requireWhole() {
        if (state != State.WHOLE) {
            throw new IllegalStateException("snapshot " + file + " takes nothing more: " + state);
        }
    }

    private void write(ByteBuffer... buffers) throws IOException {
        state = State.TORN;
        ByteBuffer last = buffers[buffers.length - 1];
        do {
            channel.write(buffers);
        } while (last.hasRemaining());
        state = State.WHOLE;
    }

    @Override
    public void close() throws IOException {
        if (state == State.CLOSED) {
            return;
        }
        boolean committed = state == State.COMMITTED;
        state = State.CLOSED;
        channel.close();
        if (!committed) {
            Files.deleteIfExists(unfinished);
        }
    }
}
