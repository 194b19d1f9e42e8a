package dev.sluice.examples.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Runs a program of the operating system to its end. */
public final class Command {
    private Command() {}

    /**
     * @param words the program and its arguments
     * @return what it printed
     * @throws IOException if it cannot be run or fails; the message has what it printed
     */
    public static String run(String... words) throws IOException {
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int exitCode = waitFor(process, words);
        if (exitCode != 0) {
            throw new IOException("\"" + String.join(" ", words) + "\" failed (" + exitCode + "): " + output.strip());
        }
        return output;
    }

    private static int waitFor(Process process, String... words) throws IOException {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for \"" + List.of(words) + "\"", e);
        }
    }
}
