package dev.sluice.persistence;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.rocksdb.RocksDB;
import org.rocksdb.util.Environment;

/**
 * Loads RocksDB's native library from a copy that is kept beside the database, or in the folder that the system
 * property {@code sluice.native-libraries} names, for all databases.
 *
 * <p>Left to itself RocksDB unpacks its 15 MB library into the temporary directory at every start, which costs some
 * hundred milliseconds, and leaves it there whenever the process is killed.
 */
public final class NativeLibrary {
    private static final String SHARED_CACHE = "sluice.native-libraries";

    private static boolean loaded;

    private NativeLibrary() {}

    /**
     * Loads the library, unless this JVM has it; {@code cache} is only written to by the first start with this release
     * of it.
     */
    public static synchronized void load(Path cache) throws IOException {
        if (!loaded) {
            String shared = System.getProperty(SHARED_CACHE, "");
            loadFrom(shared.isEmpty() ? cache : Path.of(shared));
            loaded = true;
        }
    }

    private static void loadFrom(Path cache) throws IOException {
        URL packed = NativeLibrary.class.getResource("/" + Environment.getJniLibraryFileName("rocksdb"));
        if (packed == null || !(packed.openConnection() instanceof JarURLConnection jar)) {
            RocksDB.loadLibrary(); // repackaged, or a platform that brings its own: RocksDB knows more ways to look
            return;
        }
        jar.setUseCaches(false);
        Path directory;
        try (JarFile file = jar.getJarFile()) {
            JarEntry entry = jar.getJarEntry();
            // Named by checksum: another release, or another platform on the same storage, has its own.
            directory = cache.resolve("rocksdb-" + Long.toHexString(entry.getCrc()));
            // The very name that RocksDB.loadLibrary(List) looks for.
            Path library = directory.resolve(Environment.getJniLibraryFileName("rocksdbjni"));
            if (!Files.exists(library) || Files.size(library) != entry.getSize()) {
                try (InputStream content = file.getInputStream(entry)) {
                    unpack(content, directory, library);
                }
            }
        }
        RocksDB.loadLibrary(List.of(directory.toAbsolutePath().toString()));
    }

    private static void unpack(InputStream content, Path directory, Path library) throws IOException {
        Files.createDirectories(directory);
        Path unfinished = Files.createTempFile(directory, "unfinished", "");
        Files.copy(content, unfinished, StandardCopyOption.REPLACE_EXISTING);
        try (FileChannel channel = FileChannel.open(unfinished, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Files.move(unfinished, library, StandardCopyOption.ATOMIC_MOVE);
    }
}
