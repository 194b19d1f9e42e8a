package dev.sluice.persistence.state.spill;

import dev.sluice.persistence.checkpoint.ChunkHeader;
import dev.sluice.persistence.state.heap.OverflowFile;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.CRC32C;

/**
 * Chunks in a file, each behind its length, how many entries it has, and a checksum. It is open only while it is
 * written or read: there may be thousands.
 */
final class SpillFile implements OverflowFile {
    private static final int HEADER = 3 * Integer.BYTES;

    private final Path path;
    private final FileChannel out;
    private final AtomicInteger holders = new AtomicInteger(1);
    private final ByteBuffer header = ByteBuffer.allocate(HEADER);
    private long position;
    private int entries;

    SpillFile(Path path) throws IOException {
        this.path = path;
        out = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    @Override
    public void chunk(ChunkHeader chunk, byte[] payload, int offset, int length) throws IOException {
        header.clear();
        header.putInt(length).putInt(chunk.entries()).putInt(checksum(payload, offset, length));
        write(header.flip());
        write(ByteBuffer.wrap(payload, offset, length));
        position += HEADER + length;
        entries += chunk.entries();
    }

    private void write(ByteBuffer bytes) throws IOException {
        try {
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
        } catch (IOException e) {
            throw new IOException("cannot write " + path + ": " + e.getMessage(), e);
        }
    }

    private static int checksum(byte[] payload, int offset, int length) {
        CRC32C checksum = new CRC32C();
        checksum.update(payload, offset, length);
        return (int) checksum.getValue();
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public int entries() {
        return entries;
    }

    @Override
    public void finish() throws IOException {
        out.close();
    }

    @Override
    public void read(long from, long to, Reader reader) throws IOException {
        try (FileChannel in = FileChannel.open(path, StandardOpenOption.READ)) {
            ByteBuffer head = ByteBuffer.allocate(HEADER);
            for (long at = from; at < to; ) {
                fill(in, head.clear(), at);
                byte[] payload = new byte[head.getInt()];
                int count = head.getInt();
                int checksum = head.getInt();
                fill(in, ByteBuffer.wrap(payload), at + HEADER);
                if (checksum != checksum(payload, 0, payload.length)) {
                    throw new IOException(path + " is damaged at " + at);
                }
                at += HEADER + payload.length;
                reader.chunk(payload, count);
            }
        }
    }

    private void fill(FileChannel in, ByteBuffer bytes, long at) throws IOException {
        while (bytes.hasRemaining()) {
            if (in.read(bytes, at + bytes.position()) < 0) {
                throw new EOFException(path + " ends at " + (at + bytes.position()) + ", too early");
            }
        }
        bytes.flip();
    }

    @Override
    public void retain() {
        holders.incrementAndGet();
    }

    @Override
    public void release() {
        if (holders.decrementAndGet() == 0) {
            try {
                Files.deleteIfExists(path);
            } catch (IOException e) {
                throw new UncheckedIOException("the file " + path + " of spilled state cannot be deleted: " + e, e);
            }
        }
    }
}
