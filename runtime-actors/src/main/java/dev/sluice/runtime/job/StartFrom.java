package dev.sluice.runtime.job;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a new run begins from, instead of from nothing: a savepoint, or a checkpoint that another run has left in the
 * same storage. Either stays as it is.
 *
 * @param folder the savepoint's folder, as an absolute path where the coordinator runs; null for a checkpoint
 * @param run whose checkpoint; null for a savepoint
 * @param checkpoint its number; 0 for the newest
 * @param allowDroppedState whether state of operators that the new graph does not have may be left behind
 */
public record StartFrom(@Nullable String folder, @Nullable String run, long checkpoint, boolean allowDroppedState) {
    private static final Pattern CHECKPOINT = Pattern.compile("([^/\\\\:]+)(?::(\\d{1,18}))?");

    /** Checks that it is one of the two. */
    public StartFrom {
        if ((folder == null) == (run == null) || checkpoint < 0) {
            throw new IllegalArgumentException("either a savepoint or a run's checkpoint is begun from");
        }
    }

    /**
     * @param folder the folder of a savepoint, as an absolute path where the coordinator runs
     * @return begins from it
     */
    public static StartFrom savepoint(String folder) {
        return new StartFrom(folder, null, 0, false);
    }

    /**
     * @param run a run of the same or another job in the same storage
     * @param checkpoint the number of one of its retained checkpoints; 0 for the newest
     * @return begins from it
     */
    public static StartFrom checkpoint(String run, long checkpoint) {
        return new StartFrom(null, run, checkpoint, false);
    }

    /**
     * @param text a path with at least one {@code /} or {@code \}, or {@code RUN}, or {@code RUN:CHECKPOINT}
     * @return begins from that
     */
    public static StartFrom parse(String text) {
        Matcher named = CHECKPOINT.matcher(text);
        if (!named.matches()) {
            return savepoint(text);
        }
        return checkpoint(named.group(1), named.group(2) == null ? 0 : Long.parseLong(named.group(2)));
    }

    /** @return the same, but state of operators that the new graph does not have is left behind, with a warning */
    public StartFrom allowingDroppedState() {
        return new StartFrom(folder, run, checkpoint, true);
    }

    /** @return what {@link #parse} understands */
    public String name() {
        if (folder != null) {
            return folder;
        }
        return checkpoint == 0 ? String.valueOf(run) : run + ":" + checkpoint;
    }

    /** @return what it is, for people */
    public String describe() {
        if (folder != null) {
            return "savepoint " + folder;
        }
        return (checkpoint == 0 ? "the newest checkpoint" : "checkpoint " + checkpoint) + " of run " + run;
    }
}
