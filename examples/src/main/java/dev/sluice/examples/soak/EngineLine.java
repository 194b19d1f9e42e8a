package dev.sluice.examples.soak;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the process with the engine tells, line by line. */
sealed interface EngineLine {
    /** How such a line begins; others are for people. */
    String MARK = "soak:";

    /**
     * It runs the job.
     *
     * @param restored from which checkpoint, 0 for none
     */
    record Began(long restored) implements EngineLine {}

    /**
     * How far it is.
     *
     * @param read records since the process began
     * @param state bytes of the files of the databases
     * @param heap bytes of the heap in use
     * @param checkpoint the last completed one
     * @param failed checkpoints that were not completed
     */
    record Progress(long read, long state, long heap, long checkpoint, long failed) implements EngineLine {}

    /**
     * A checkpoint was completed.
     *
     * @param number which
     * @param written bytes that were new
     * @param full bytes that it needs
     * @param millis from its trigger until it was whole
     * @param heldMillis for how long it held the subtask up that it held up longest
     */
    record Checkpoint(long number, long written, long full, long millis, long heldMillis) implements EngineLine {}

    /** As it is written. */
    default String text() {
        if (this instanceof Began began) {
            return MARK + " began " + began.restored;
        }
        if (this instanceof Progress at) {
            return MARK + " progress " + at.read + " " + at.state + " " + at.heap + " " + at.checkpoint + " "
                    + at.failed;
        }
        Checkpoint one = (Checkpoint) this;
        return MARK + " checkpoint " + one.number + " " + one.written + " " + one.full + " " + one.millis + " "
                + one.heldMillis;
    }

    /**
     * @param line of the process's output, whole
     * @return what it says, if it is of this kind
     */
    static Optional<EngineLine> parse(String line) {
        if (!line.startsWith(MARK)) {
            return Optional.empty();
        }
        String[] words = line.split(" ");
        return Optional.ofNullable(
                switch (words[1]) {
                    case "began" -> new Began(number(words, 2));
                    case "progress" ->
                        new Progress(
                                number(words, 2),
                                number(words, 3),
                                number(words, 4),
                                number(words, 5),
                                number(words, 6));
                    case "checkpoint" ->
                        new Checkpoint(
                                number(words, 2),
                                number(words, 3),
                                number(words, 4),
                                number(words, 5),
                                number(words, 6));
                    default -> (@Nullable EngineLine) null;
                });
    }

    private static long number(String[] words, int i) {
        return Long.parseLong(words[i]);
    }
}
