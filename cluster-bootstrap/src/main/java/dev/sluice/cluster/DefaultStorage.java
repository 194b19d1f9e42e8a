package dev.sluice.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.api.Parameters;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Where a job's journal and checkpoints go if the user does not say. */
final class DefaultStorage {
    private DefaultStorage() {}

    /**
     * A folder below the current one that depends on the job and on nothing but its parameters: the same command line
     * finds its own unfinished run again, and a different one does not get in its way.
     */
    static String of(String job, Parameters parameters) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            parameters.asMap().forEach((name, value) -> {
                digest.update(name.getBytes(UTF_8));
                digest.update((byte) 0);
                digest.update(value.getBytes(UTF_8));
                digest.update((byte) 0);
            });
            return ".sluice/" + job + "-" + HexFormat.of().formatHex(digest.digest(), 0, 4);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
