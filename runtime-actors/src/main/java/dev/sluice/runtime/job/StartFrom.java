package dev.sluice.runtime.job;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a new run begins from, instead of from nothing: a savepoint, or a checkpoint that another run has left in the
 * same storage. Either stays as it is.
 *
 * @param kind which of the two
 * @param place the savepoint's folder, as an absolute path where the coordinator runs; or the run
 * @param checkpoint the number of the run's checkpoint; 0 for the newest
 * @param allowDroppedState whether state of operators that the new graph does not have may be left behind
 */
public record StartFrom(Kind kind, String place, long checkpoint, boolean allowDroppedState) {
    private static final Pattern CHECKPOINT = Pattern.compile("([^/\\\\:]+)(?::(\\d{1,18}))?");

    /** What a run can begin from. */
    public enum Kind {
        /** A savepoint, in a folder. */
        SAVEPOINT,
        /** A checkpoint of a run in the same storage. */
        CHECKPOINT
    }

    /**
     * @param folder the folder of a savepoint, as an absolute path where the coordinator runs
     * @return begins from it
     */
    public static StartFrom savepoint(String folder) {
        return new StartFrom(Kind.SAVEPOINT, folder, 0, false);
    }

    /**
     * @param run a run of the same or another job in the same storage
     * @param checkpoint the number of one of its retained checkpoints; 0 for the newest
     * @return begins from it
     */
    public static StartFrom checkpoint(String run, long checkpoint) {
        return new StartFrom(Kind.CHECKPOINT, run, checkpoint, false);
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
        return new StartFrom(kind, place, checkpoint, true);
    }

    /** @return whether it is a savepoint, and not a checkpoint */
    public boolean isSavepoint() {
        return kind == Kind.SAVEPOINT;
    }

    /** @return what {@link #parse} understands */
    public String name() {
        return isSavepoint() || checkpoint == 0 ? place : place + ":" + checkpoint;
    }

    /** @return what it is, for people */
    public String describe() {
        if (isSavepoint()) {
            return "savepoint " + place;
        }
        return (checkpoint == 0 ? "the newest checkpoint" : "checkpoint " + checkpoint) + " of run " + place;
    }
}
