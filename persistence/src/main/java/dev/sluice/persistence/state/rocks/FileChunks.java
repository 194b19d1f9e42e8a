package dev.sluice.persistence.state.rocks;

import dev.sluice.persistence.checkpoint.ChunkHeader;
import dev.sluice.persistence.checkpoint.PieceWriter;
import dev.sluice.persistence.state.KeyGroupRange;
import dev.sluice.persistence.state.format.NativeChunks;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/** Files of a database in chunks, and what is said about them. */
final class FileChunks {
    private static final int CHUNK = 256 << 10;

    /** The state of the chunk that says what the files are; with the name of a file behind it, of that file's. */
    private static final String STATE = NativeChunks.PREFIX + "rocksdb";

    private static final String FILE = STATE + "/";

    private FileChunks() {}

    static void write(String operator, KeyGroupRange range, StoreMeta meta, PieceWriter writer) throws IOException {
        byte[] encoded = meta.encode();
        writer.chunk(new ChunkHeader(operator, STATE, range.encoded(), 0), encoded, 0, encoded.length);
    }

    /** Writes a file, and returns its checksum. */
    static int write(String operator, KeyGroupRange range, Path file, PieceWriter writer) throws IOException {
        ChunkHeader header = new ChunkHeader(operator, FILE + file.getFileName(), range.encoded(), 0);
        CRC32C checksum = new CRC32C();
        byte[] buffer = new byte[CHUNK];
        try (InputStream in = Channels.newInputStream(FileChannel.open(file, StandardOpenOption.READ))) {
            for (int read = in.readNBytes(buffer, 0, CHUNK); read > 0; read = in.readNBytes(buffer, 0, CHUNK)) {
                checksum.update(buffer, 0, read);
                writer.chunk(header, buffer, 0, read);
            }
        }
        return (int) checksum.getValue();
    }

    static boolean isMeta(ChunkHeader header) {
        return header.state().equals(STATE);
    }

    static boolean isFile(ChunkHeader header) {
        return header.state().startsWith(FILE);
    }

    static String fileName(ChunkHeader header) {
        return header.state().substring(FILE.length());
    }
}
