package dev.sluice.connectors.file;

import dev.sluice.api.connector.SinkWriter;
import dev.sluice.api.connector.Transaction;
import dev.sluice.api.function.TaskInfo;
import dev.sluice.connectors.text.TextBuffer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Writes one file for each checkpoint that has records. */
final class FileSinkWriter<T> implements SinkWriter<T> {
    private static final int WRITE_AT = 128 << 10;

    private final SinkDirectory directory;
    private final TaskInfo task;
    private final RecordEncoder<T> encoder;
    private final TextBuffer buffer = new TextBuffer();
    private long files;
    private String inProgress = "";
    private @Nullable FileChannel channel;

    FileSinkWriter(SinkDirectory directory, TaskInfo task, RecordEncoder<T> encoder) {
        this.directory = directory;
        this.task = task;
        this.encoder = encoder;
    }

    @Override
    public void write(T record, long timestamp) throws Exception {
        if (channel == null) {
            inProgress = directory.names().inProgress(files++, task.subtask(), task.attempt());
            channel = FileChannel.open(
                    directory.file(inProgress),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE);
            encoder.begin(buffer);
        }
        encoder.encode(record, buffer);
        if (buffer.size() >= WRITE_AT) {
            ByteBuffer bytes = ByteBuffer.wrap(buffer.bytes(), 0, buffer.size());
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            buffer.clear();
        }
    }

    @Override
    public @Nullable Transaction checkpoint(long checkpoint) {
        if (channel == null) {
            return null;
        }
        SinkTransaction.Part part = new SinkTransaction.Part(
                directory.location(),
                directory.names().pending(checkpoint, task.subtask(), task.attempt()),
                directory.names().committed(checkpoint, task.subtask()));
        Transaction transaction = new SinkTransaction(directory, channel, buffer.take(), inProgress, part);
        channel = null;
        return transaction;
    }

    /** What no checkpoint has closed belongs to nobody. */
    @Override
    public void close() throws IOException {
        if (channel != null) {
            channel.close();
            channel = null;
            Files.deleteIfExists(directory.file(inProgress));
        }
    }
}
