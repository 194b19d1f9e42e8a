package dev.sluice.examples.soak;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** A process from its start to its end. */
final class Life {
    private static final int FEWEST = 3;

    final int number;
    final long startSecond;
    final List<Sample> samples = new ArrayList<>();
    final List<EngineLine.Checkpoint> checkpoints = new ArrayList<>();
    long restored = -1;
    long read;
    long state;
    long lastCheckpoint;
    long failedCheckpoints;
    /** From when on it is brought to its end: what it does then is not what it does all the time. */
    long finishingFrom = Long.MAX_VALUE;

    /**
     * What was seen of it in a second.
     *
     * @param second since the run began
     * @param resident bytes of memory
     * @param state bytes of state on disk
     */
    record Sample(long second, long resident, long state) {}

    Life(int number, long startSecond) {
        this.number = number;
        this.startSecond = startSecond;
    }

    /** Takes in what the process has told. */
    void hear(EngineLine line) {
        if (line instanceof EngineLine.Began began) {
            restored = began.restored();
        } else if (line instanceof EngineLine.Checkpoint checkpoint) {
            checkpoints.add(checkpoint);
        } else if (line instanceof EngineLine.Progress progress) {
            read = progress.read();
            state = progress.state();
            lastCheckpoint = Math.max(lastCheckpoint, progress.checkpoint());
            failedCheckpoints = progress.failed();
        }
    }

    /** The most memory it ever had. */
    long highest() {
        return samples.stream().mapToLong(Sample::resident).max().orElse(0);
    }

    /** The most state it ever had on disk. */
    long mostState() {
        return samples.stream().mapToLong(Sample::state).max().orElse(0);
    }

    /** The median of the memory over the whole life; empty if it was too short to say. */
    OptionalLong median() {
        return median(samples.stream().map(Sample::resident).toList());
    }

    /** What was seen while the job had so much state and was not brought to its end. */
    List<Sample> full(long leastState) {
        return samples.stream()
                .filter(sample -> sample.state() >= leastState && sample.second() <= finishingFrom)
                .toList();
    }

    /** The median; empty if there are too few to say. */
    static OptionalLong median(List<Long> numbers) {
        return numbers.size() < FEWEST
                ? OptionalLong.empty()
                : OptionalLong.of(numbers.stream().sorted().toList().get(numbers.size() / 2));
    }
}
