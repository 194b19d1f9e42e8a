package dev.sluice.persistence.state.rocks;

import dev.sluice.persistence.Folders;
import dev.sluice.persistence.checkpoint.PieceWriter;
import dev.sluice.persistence.checkpoint.SnapshotRequest;
import dev.sluice.persistence.checkpoint.SnapshotWriter;
import dev.sluice.persistence.serde.ValueCodec;
import dev.sluice.persistence.state.StateSnapshot;
import dev.sluice.persistence.state.rocks.StoreMeta.DatabaseFile;
import dev.sluice.persistence.state.rocks.Uploads.Stored;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of a database, linked into a folder. Tables are written as parts of the snapshot, unless the last completed
 * one has them: then they are shared. The rest, which is small, goes into the snapshot itself.
 */
final class FilesSnapshot implements StateSnapshot {
    private static final Logger LOG = LoggerFactory.getLogger(FilesSnapshot.class);
    private static final String TABLE = ".sst";
    private static final String LOG_FILE = ".log";

    private final Path folder;
    private final SnapshotRequest request;
    private final StoreMeta meta;
    private final Uploads uploads;
    private final AtomicBoolean released = new AtomicBoolean();

    /** @param meta without the files */
    FilesSnapshot(Path folder, SnapshotRequest request, StoreMeta meta, Uploads uploads) {
        this.folder = folder;
        this.request = request;
        this.meta = meta;
        this.uploads = uploads;
    }

    @Override
    public void write(String operator, SnapshotWriter writer, ValueCodec codec) throws IOException {
        Map<String, Stored> before = uploads.of(request.completed());
        Map<String, Stored> now = new HashMap<>();
        List<DatabaseFile> files = new ArrayList<>();
        for (Path file : Folders.files(folder)) {
            String name = file.getFileName().toString();
            if (name.endsWith(TABLE)) {
                Stored stored = before.get(name);
                if (stored == null) {
                    stored = store(operator, file, writer);
                } else {
                    writer.share(stored.part());
                }
                now.put(name, stored);
                files.add(new DatabaseFile(name, Files.size(file), stored.checksum(), null));
            } else if (!name.endsWith(LOG_FILE)) { // nothing is written into those
                byte[] content = Files.readAllBytes(file);
                files.add(new DatabaseFile(name, content.length, 0, content));
            }
        }
        StoreMeta complete =
                new StoreMeta(meta.range(), meta.maxParallelism(), meta.kind(), meta.prefixes(), meta.states(), files);
        FileChunks.write(operator, meta.range(), complete, writer);
        uploads.written(request.checkpoint(), now);
    }

    private Stored store(String operator, Path file, SnapshotWriter writer) throws IOException {
        try (PieceWriter part = writer.part()) {
            int checksum = FileChunks.write(operator, meta.range(), file, part);
            return new Stored(part.commit(), checksum);
        }
    }

    @Override
    public void release() {
        if (!released.getAndSet(true)) {
            try {
                Folders.deleteLast(folder);
            } catch (IOException e) {
                LOG.warn("The linked files of state in {} cannot be deleted: {}", folder, e.toString());
            }
        }
    }
}
