package dev.sluice.persistence.checkpoint;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.function.IntPredicate;
import net.jpountz.lz4.LZ4Exception;
import org.jspecify.annotations.Nullable;

/** Reads a snapshot's file and believes nothing in it that has not been checked. */
final class LocalSnapshotReader implements SnapshotReader {
    private final Path file;
    private final FileChannel channel;
    private final long size;
    private long position;
    private int checksum;
    private int chunks;
    private long payloadBytes;
    private boolean ended;

    /** Opens a file, and checks whether it is the one the handle is of. */
    LocalSnapshotReader(Path file, SnapshotHandle handle) throws IOException {
        this.file = file;
        try {
            channel = FileChannel.open(file, StandardOpenOption.READ);
        } catch (NoSuchFileException e) {
            throw new DamagedSnapshotException(file.toString(), 0, "the file is missing");
        }
        try {
            size = channel.size();
            if (size != handle.bytes()) {
                throw damaged(Math.min(size, handle.bytes()), handle.bytes() + " bytes expected, the file has " + size);
            }
            checkBeginning(handle.address());
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private void checkBeginning(SnapshotAddress expected) throws IOException {
        byte[] beginning = read(SnapshotFile.BEGINNING, "the beginning of the file");
        if (!SnapshotFile.isBeginning(beginning)) {
            throw damaged(0, "this is not the beginning of a snapshot");
        }
        int version = SnapshotFile.version(beginning);
        if (version > SnapshotFile.VERSION) {
            throw new UnsupportedFormatException(file.toString(), version, SnapshotFile.VERSION);
        }
        int length = ByteBuffer.wrap(peek(Integer.BYTES, "the length of the address"))
                .getInt();
        if (length < 0 || length > SnapshotFile.LONGEST_ADDRESS) {
            throw damaged(position, "an address of " + length + " bytes cannot be");
        }
        byte[] address = read(Integer.BYTES + length + Integer.BYTES, "the address");
        checksum = SnapshotFile.checksum(ByteBuffer.wrap(address));
        if (checksum != Checksum.of(address, 0, Integer.BYTES + length)) {
            throw damaged(SnapshotFile.BEGINNING, "the checksum of the address is wrong");
        }
        byte[] own = Arrays.copyOfRange(address, Integer.BYTES, Integer.BYTES + length);
        if (!Arrays.equals(own, SnapshotFile.encode(expected))) {
            throw damaged(SnapshotFile.BEGINNING, "the file holds another snapshot than " + expected);
        }
    }

    @Override
    public @Nullable Chunk next(IntPredicate keyGroups) throws IOException {
        while (!ended) {
            if (peek(1, "a chunk or the end")[0] == SnapshotFile.END_MARKER) {
                checkEnd();
                ended = true;
            } else {
                long start = position;
                ChunkFrame frame = readFrame();
                int keyGroup = frame.header().keyGroup();
                if (keyGroup == ChunkHeader.NOT_KEYED || keyGroups.test(keyGroup)) {
                    return new Chunk(frame.header(), readPayload(frame));
                }
                skip(frame, start);
            }
        }
        return null;
    }

    private ChunkFrame readFrame() throws IOException {
        long start = position;
        ByteBuffer fixed = ByteBuffer.wrap(peek(ChunkFrame.FIXED, "the head of a chunk"));
        int length = ChunkFrame.length(fixed);
        if (fixed.get(0) != ChunkFrame.MARKER || length < 0) {
            throw damaged(start, "neither a chunk nor the end starts here");
        }
        ByteBuffer head = readChained(length, "the head of a chunk");
        checksum = SnapshotFile.checksum(head);
        ChunkFrame frame;
        try {
            frame = ChunkFrame.decode(head);
        } catch (BufferUnderflowException e) {
            throw damaged(start, "the head of this chunk contradicts itself");
        }
        chunks++;
        payloadBytes += frame.payloadLength();
        return frame;
    }

    private void skip(ChunkFrame frame, long start) throws IOException {
        if (frame.storedLength() < 0 || frame.storedLength() > size - position) {
            throw damaged(start, "this chunk does not end within the file");
        }
        position += frame.storedLength();
    }

    private byte[] readPayload(ChunkFrame frame) throws IOException {
        long start = position;
        byte[] stored = read(frame.storedLength(), "the payload of a chunk");
        if (Checksum.of(stored, 0, stored.length) != frame.storedChecksum()) {
            throw damaged(start, "the checksum of this payload of " + stored.length + " bytes is wrong");
        }
        return switch (frame.codec()) {
            case ChunkFrame.RAW -> stored;
            case ChunkFrame.LZ4 -> decompress(stored, frame, start);
            default -> throw damaged(start, "this payload is compressed in an unknown way, " + frame.codec());
        };
    }

    private byte[] decompress(byte[] stored, ChunkFrame frame, long start) throws IOException {
        try {
            return Compression.decompress(stored, 0, stored.length, frame.payloadLength());
        } catch (LZ4Exception e) {
            throw damaged(start, "this payload cannot be decompressed: " + e.getMessage());
        }
    }

    private void checkEnd() throws IOException {
        long start = position;
        ByteBuffer end = readChained(SnapshotFile.END, "the end");
        if (!end.equals(SnapshotFile.end(chunks, payloadBytes, checksum))) {
            throw damaged(start, "another number of chunks or bytes expected");
        }
        if (position != size) {
            throw damaged(position, "something follows the end");
        }
    }

    /** Reads a part that ends in a checksum of itself and of what came before it. */
    private ByteBuffer readChained(int length, String what) throws IOException {
        long start = position;
        byte[] bytes = read(length, what);
        ByteBuffer part = ByteBuffer.wrap(bytes);
        if (SnapshotFile.checksum(part) != Checksum.chained(checksum, bytes, 0, length - Integer.BYTES)) {
            throw damaged(start, "the checksum of " + what + " is wrong, or this is not what followed here");
        }
        return part;
    }

    private byte[] read(int length, String what) throws IOException {
        byte[] bytes = peek(length, what);
        position += length;
        return bytes;
    }

    private byte[] peek(int length, String what) throws IOException {
        if (length < 0 || length > size - position) {
            throw damaged(position, length + " bytes of " + what + " expected, the file ends at " + size);
        }
        byte[] bytes = new byte[length];
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, position + buffer.position()) < 0) {
                throw damaged(position, what + " expected, but the file has become shorter");
            }
        }
        return bytes;
    }

    private DamagedSnapshotException damaged(long offset, String expected) {
        return new DamagedSnapshotException(file.toString(), offset, expected);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
