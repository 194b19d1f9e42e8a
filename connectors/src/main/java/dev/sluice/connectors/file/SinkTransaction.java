package dev.sluice.connectors.file;

import dev.sluice.api.connector.Transaction;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;

/** The file that one subtask wrote between two barriers. */
final class SinkTransaction implements Transaction {
    private final SinkDirectory directory;
    private final FileChannel channel;
    private final byte[] rest;
    private final String inProgress;
    private final Part part;

    /** @param rest what is still to be written to the channel */
    SinkTransaction(SinkDirectory directory, FileChannel channel, byte[] rest, String inProgress, Part part) {
        this.directory = directory;
        this.channel = channel;
        this.rest = rest;
        this.inProgress = inProgress;
        this.part = part;
    }

    @Override
    public byte[] prepare() throws IOException {
        try (channel) {
            ByteBuffer buffer = ByteBuffer.wrap(rest);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
        directory.rename(inProgress, part.pending());
        return part.encode();
    }

    @Override
    public void commit() throws IOException {
        directory.commit(part);
    }

    /**
     * A complete file, by its names before and after the commit.
     *
     * @param directory where it is; empty: in the directory of the sink that commits it, as version 1 had it
     */
    record Part(String directory, String pending, String committed) {
        private static final String VERSION = "2";

        byte[] encode() {
            return (VERSION + "\n" + pending + "\n" + committed + "\n" + directory).getBytes(StandardCharsets.UTF_8);
        }

        static Part decode(byte[] bytes) throws IOException {
            String[] lines = new String(bytes, StandardCharsets.UTF_8).split("\n", 4);
            if (lines.length == 3 && lines[0].equals("1")) {
                return new Part("", lines[1], lines[2]);
            }
            if (lines.length != 4 || !lines[0].equals(VERSION)) {
                throw new IOException(
                        "the checkpoint holds a transaction of the file sink that this version cannot read: "
                                + String.join(" ", lines));
            }
            return new Part(lines[3], lines[1], lines[2]);
        }
    }
}
