package dev.sluice.persistence.checkpoint;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file of a run, by its name: {@code c7-e2-VERTEX-0.snapshot}, a part of it {@code c7-e2-VERTEX-0.p1.snapshot},
 * {@code c7-e2.checkpoint}, {@code c7-e2.savepoint}, each also {@code .unfinished}.
 */
record FileName(long checkpoint, long epoch, Kind kind, boolean unfinished) {
    enum Kind {
        SNAPSHOT,
        /** The manifest of a checkpoint. */
        CHECKPOINT,
        /** The manifest of a savepoint. */
        SAVEPOINT
    }

    private static final Pattern FORM =
            Pattern.compile("c(\\d{1,18})-e(\\d{1,18})(?:-.*)?\\.(snapshot|checkpoint|savepoint)" + "("
                    + Pattern.quote(DurableFiles.UNFINISHED) + ")?");
    private static final String PLAIN = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-";
    private static final int LONGEST = 120;

    /** What a file's name says; empty for other files. */
    static Optional<FileName> parse(Path file) {
        Matcher form = FORM.matcher(file.getFileName().toString());
        if (!form.matches()) {
            return Optional.empty();
        }
        Kind kind = switch (form.group(3)) {
            case "snapshot" -> Kind.SNAPSHOT;
            case "checkpoint" -> Kind.CHECKPOINT;
            default -> Kind.SAVEPOINT;
        };
        return Optional.of(new FileName(
                Long.parseLong(form.group(1)), Long.parseLong(form.group(2)), kind, form.group(4) != null));
    }

    static String of(SnapshotAddress address) {
        return "c" + address.checkpoint() + "-e" + address.epoch() + "-" + encode(address.vertex()) + "-"
                + address.subtask() + (address.part() == 0 ? "" : ".p" + address.part()) + ".snapshot";
    }

    static String of(CheckpointManifest manifest) {
        return "c" + manifest.checkpoint() + "-e" + manifest.epoch()
                + (manifest.savepoint() ? ".savepoint" : ".checkpoint");
    }

    boolean isManifest() {
        return kind != Kind.SNAPSHOT && !unfinished;
    }

    /** A name that any file system takes and that no other text has, close to the text. */
    static String encode(String text) {
        StringBuilder name = new StringBuilder();
        for (byte b : text.getBytes(UTF_8)) {
            if (PLAIN.indexOf(b) >= 0) {
                name.append((char) b);
            } else {
                name.append('%').append(HexFormat.of().toHexDigits(b));
            }
        }
        return name.length() <= LONGEST ? name.toString() : name.substring(0, LONGEST - 33) + "~" + digest(text);
    }

    private static String digest(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
            return HexFormat.of().formatHex(Arrays.copyOf(digest, 16));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JVM has SHA-256", e);
        }
    }
}
