package dev.sluice.connectors.file;

import dev.sluice.api.connector.SinkContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names of the files of one sink in one run of a job. They say all that recovery needs to know:
 *
 * <pre>
 * .JOB.SINK.RUN.nNUMBER.sSUBTASK.aATTEMPT.csv.inprogress    being written
 * .JOB.SINK.RUN.cCHECKPOINT.sSUBTASK.aATTEMPT.csv.pending   complete, waiting for its checkpoint
 * JOB.SINK.RUN.cCHECKPOINT.sSUBTASK.csv                     committed
 * </pre>
 *
 * What is not a letter, digit, hyphen or underscore in a name is written as {@code %} and its code, so a dot always
 * separates.
 */
final class SinkFiles {
    private static final Pattern COMMITTED =
            Pattern.compile("([^.]+)\\.([^.]+)\\.([^.]+)\\.c(\\d{1,18})\\.s(\\d{1,9})\\.[a-z]+");
    private static final Pattern HIDDEN = Pattern.compile(
            "\\.([^.]+)\\.([^.]+)\\.([^.]+)\\.[cn](\\d{1,18})\\.s(\\d{1,9})\\.a(\\d{1,18})\\.[a-z]+\\.(inprogress|pending)");
    private static final int LONGEST = 60;

    private final String job;
    private final String sink;
    private final String run;
    private final Map<String, Long> continues = new HashMap<>();
    private final String extension;

    SinkFiles(SinkContext context, String extension) {
        this.job = plain(context.task().job());
        this.sink = plain(context.uid());
        this.run = plain(context.run());
        context.continuedRuns().forEach((earlier, upTo) -> continues.put(plain(earlier), upTo));
        this.extension = extension;
    }

    /**
     * A file of this sink.
     *
     * @param committed whether it is a result, and not hidden
     * @param ofThisRun whether this run has written it
     * @param continued whether it is a result of an earlier run that this one continues
     */
    record Known(boolean committed, boolean ofThisRun, boolean continued, long checkpoint, long attempt) {}

    String inProgress(long number, int subtask, long attempt) {
        return "." + prefix() + "n" + number + ".s" + subtask + ".a" + attempt + "." + extension + ".inprogress";
    }

    String pending(long checkpoint, int subtask, long attempt) {
        return "." + prefix() + checkpoint(checkpoint) + ".s" + subtask + ".a" + attempt + "." + extension + ".pending";
    }

    String committed(long checkpoint, int subtask) {
        return prefix() + checkpoint(checkpoint) + ".s" + subtask + "." + extension;
    }

    /** @return what a file name says, or empty if it is no file of this job's sink */
    Optional<Known> parse(String name) {
        boolean hidden = name.startsWith(".");
        Matcher matcher = (hidden ? HIDDEN : COMMITTED).matcher(name);
        if (!matcher.matches()
                || !matcher.group(1).equals(job)
                || !matcher.group(2).equals(sink)) {
            return Optional.empty();
        }
        long checkpoint = Long.parseLong(matcher.group(4));
        return Optional.of(new Known(
                !hidden,
                matcher.group(3).equals(run),
                !hidden && continues.getOrDefault(matcher.group(3), -1L) >= checkpoint,
                checkpoint,
                hidden ? Long.parseLong(matcher.group(6)) : 0));
    }

    private String prefix() {
        return job + "." + sink + "." + run + ".";
    }

    /** Padded, so that the order of names is the order of checkpoints. */
    private static String checkpoint(long checkpoint) {
        return String.format(Locale.ROOT, "c%06d", checkpoint);
    }

    private static String plain(String name) {
        StringBuilder plain = new StringBuilder();
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            boolean kept =
                    (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z') || (b >= '0' && b <= '9') || b == '-' || b == '_';
            plain.append(kept ? String.valueOf((char) b) : String.format(Locale.ROOT, "%%%02X", b));
        }
        if (plain.isEmpty()) {
            return "%";
        }
        return plain.length() <= LONGEST ? plain.toString() : plain.substring(0, LONGEST - 17) + "~" + digest(name);
    }

    private static String digest(String name) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
