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

    /**
     * The median of the memory in a part of the life in which the job ran with so much state.
     *
     * @param from where the part begins, 0 to 1
     * @param to where it ends
     * @param leastState bytes
     * @return bytes; empty if there are too few samples to say
     */
    OptionalLong median(double from, double to, long leastState) {
        List<Sample> full = samples.stream()
                .filter(sample -> sample.state() >= leastState && sample.second() <= finishingFrom)
                .toList();
        List<Long> part = full.subList((int) (full.size() * from), (int) (full.size() * to)).stream()
                .map(Sample::resident)
                .sorted()
                .toList();
        return part.size() < FEWEST ? OptionalLong.empty() : OptionalLong.of(part.get(part.size() / 2));
    }
}
