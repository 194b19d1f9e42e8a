package dev.sluice.connectors.file;

import dev.sluice.api.connector.PermanentException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Finds input files and opens them at a position, which counts the bytes after decompression. */
final class InputFiles {
    private static final int BUFFER = 32 << 10;

    private InputFiles() {}

    /** @return the files that a path stands for: itself, or those of the folder, or those that match; sorted by name */
    static List<Path> list(Path path) throws IOException, PermanentException {
        if (Files.isRegularFile(path)) {
            return List.of(path);
        }
        if (Files.isDirectory(path)) {
            List<Path> files = in(path, "*");
            if (files.isEmpty()) {
                throw new PermanentException(path
                        + " has no files: put some there (names that begin with a dot or an underscore do not count)");
            }
            return files;
        }
        Path name = path.getFileName();
        Path folder = path.toAbsolutePath().getParent();
        if (name != null && folder != null && isGlob(name.toString()) && !Files.exists(path)) {
            if (!Files.isDirectory(folder)) {
                throw new PermanentException(folder + " does not exist: check the folder of " + path);
            }
            List<Path> files = in(folder, name.toString());
            if (files.isEmpty()) {
                throw new PermanentException("no file matches " + path + ": check the pattern");
            }
            return files;
        }
        if (Files.exists(path)) {
            throw new PermanentException(
                    path + " is neither a file nor a folder: give one that can be read repeatedly");
        }
        throw new PermanentException(path + " does not exist: check the path (the working directory is "
                + Path.of("").toAbsolutePath() + ")");
    }

    private static boolean isGlob(String name) {
        return name.chars().anyMatch(c -> "*?[{".indexOf(c) >= 0);
    }

    private static List<Path> in(Path folder, String glob) throws IOException {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, glob)) {
            for (Path entry : entries) {
                String name = String.valueOf(entry.getFileName());
                if (Files.isRegularFile(entry)
                        && !name.startsWith("_")
                        && !name.startsWith(".")
                        && !Files.isHidden(entry)) {
                    files.add(entry);
                }
            }
        }
        files.sort(null);
        return files;
    }

    static boolean isCompressed(Path file) {
        return file.toString().endsWith(".gz");
    }

    /** @throws EOFException if the file ends before the position */
    static InputStream open(Path file, long position) throws IOException, PermanentException {
        if (!Files.exists(file)) {
            throw new PermanentException(file + " does not exist: put it back, or start the job anew");
        }
        if (isCompressed(file)) {
            InputStream in = Files.newInputStream(file);
            try {
                if (Files.size(file) == 0) {
                    return in; // nothing compressed to nothing
                }
                InputStream unpacked = new GZIPInputStream(in, BUFFER);
                unpacked.skipNBytes(position);
                return unpacked;
            } catch (ZipException e) {
                in.close();
                throw new PermanentException(
                        file + " is damaged, or not a gzip file: " + e.getMessage()
                                + ". Check it, or rename it if it is not compressed",
                        e);
            } catch (IOException | RuntimeException e) {
                in.close();
                throw e;
            }
        }
        SeekableByteChannel channel = Files.newByteChannel(file);
        try {
            if (position > channel.size()) {
                throw new EOFException();
            }
            channel.position(position);
            return Channels.newInputStream(channel);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }
}
