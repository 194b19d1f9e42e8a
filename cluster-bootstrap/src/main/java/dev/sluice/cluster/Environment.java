package dev.sluice.cluster;

import java.nio.file.Path;

/**
 * Where the command line was typed.
 *
 * @param folder the user's current folder, against which relative paths are resolved
 * @param terminal whether standard output is a terminal, where a line can be repainted in place
 */
public record Environment(Path folder, boolean terminal) {

    /**
     * @return this process's; whether there is a terminal only the launcher knows for sure, so it says so with
     *     {@code -Dsluice.terminal=true}
     */
    static Environment ofProcess() {
        return new Environment(Path.of("").toAbsolutePath(), Boolean.getBoolean("sluice.terminal"));
    }

    /**
     * @param path as the user typed it
     * @return the same place, absolute and without detours
     */
    public Path resolve(String path) {
        return folder.resolve(path).normalize();
    }

    /**
     * @param path an absolute path
     * @return the shortest way to write it: relative to the current folder if it lies below
     */
    public String shorten(Path path) {
        return path.startsWith(folder) && !path.equals(folder)
                ? folder.relativize(path).toString()
                : path.toString();
    }
}
