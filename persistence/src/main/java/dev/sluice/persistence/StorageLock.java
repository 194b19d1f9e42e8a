package dev.sluice.persistence;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Exclusive use of a storage directory: at most one holder on the machine, released when closed or when the process
 * dies, however it dies.
 *
 * <p>The lock is one byte of {@code DIR/lock}, past the text that names the holder, so that others can read that text
 * even where locks are mandatory. The file stays behind; its presence means nothing, only the lock does.
 */
public final class StorageLock implements AutoCloseable {
    private static final String FILE = "lock";
    private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;
    private static final int LONGEST_TEXT = 200;

    /**
     * The locks of this process, by real path. A second channel on the file may not even be opened while one is held:
     * POSIX drops all of a process's locks on a file as soon as any descriptor of it is closed.
     */
    private static final Map<Path, StorageLock> HELD = new HashMap<>();

    private final Path directory;
    private final FileChannel channel;
    private final String holder;

    private StorageLock(Path directory, FileChannel channel, String holder) {
        this.directory = directory;
        this.channel = channel;
        this.holder = holder;
    }

    /**
     * Takes the lock of a directory, which is made if it does not exist.
     *
     * @throws StorageInUseException if another process, or another part of this one, holds it; the message says who and
     *     since when
     * @throws IOException if the directory cannot be made or written to
     */
    public static StorageLock acquire(Path directory) throws IOException {
        Path real = Files.createDirectories(directory).toRealPath();
        synchronized (HELD) {
            StorageLock ours = HELD.get(real);
            if (ours != null) {
                throw inUse(directory, ours.holder);
            }
            StorageLock lock = lock(real, directory);
            HELD.put(real, lock);
            return lock;
        }
    }

    private static StorageLock lock(Path real, Path asGiven) throws IOException {
        FileChannel channel = FileChannel.open(
                real.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock(LOCKED_BYTE, 1, false);
            if (lock == null) {
                throw inUse(asGiven, readHolder(channel));
            }
            String holder = describeThisProcess();
            channel.truncate(0);
            channel.write(ByteBuffer.wrap((holder + "\n").getBytes(UTF_8)), 0);
            return new StorageLock(real, channel, holder);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static StorageInUseException inUse(Path directory, String holder) {
        return new StorageInUseException(
                "storage directory " + directory + " is in use by " + holder + ": stop it, or give another --storage");
    }

    private static String describeThisProcess() {
        ProcessHandle process = ProcessHandle.current();
        Instant started = process.info().startInstant().orElseGet(Instant::now);
        return "process " + process.pid() + " (started " + started + ")";
    }

    private static String readHolder(FileChannel channel) throws IOException {
        ByteBuffer text = ByteBuffer.allocate(LONGEST_TEXT);
        channel.read(text, 0);
        String holder = new String(text.array(), 0, text.position(), UTF_8).strip();
        return holder.isEmpty() ? "another process" : holder;
    }

    /** The directory, as a real path. */
    public Path directory() {
        return directory;
    }

    /** Gives the directory free. Closing again does nothing. */
    @Override
    public void close() throws IOException {
        synchronized (HELD) {
            @Nullable StorageLock current = HELD.get(directory);
            if (current == this) {
                HELD.remove(directory);
                channel.close();
            }
        }
    }
}
