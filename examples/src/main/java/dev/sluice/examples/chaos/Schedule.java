package dev.sluice.examples.chaos;

import dev.sluice.examples.chaos.Disturbance.CutLink;
import dev.sluice.examples.chaos.Disturbance.KillCassandra;
import dev.sluice.examples.chaos.Disturbance.KillCoordinator;
import dev.sluice.examples.chaos.Disturbance.KillNode;
import dev.sluice.examples.chaos.Disturbance.PauseCassandra;
import dev.sluice.examples.chaos.Disturbance.PauseNode;
import dev.sluice.examples.chaos.Disturbance.Rescale;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What happens when, made from a seed: the same seed, the same schedule. Every kind of disturbance comes once before
 * any comes again. Most come alone; some have a companion, but never one that takes another node.
 */
final class Schedule {
    private static final Duration FIRST_AT = Duration.ofSeconds(8);
    private static final int COMPANIONS_ONE_IN = 5;
    private static final int LARGEST_PARALLELISM = 6;

    private final Random random;
    private final int nodes;
    private final boolean links;
    private final List<String> jobs;
    /** What jobs have been rescaled to. */
    private final Map<String, Integer> parallelism = new HashMap<>();

    private Schedule(long seed, int nodes, boolean links, List<String> jobs) {
        random = new Random(seed);
        this.nodes = nodes;
        this.links = links;
        this.jobs = jobs;
    }

    /**
     * @param seed what it is made from
     * @param nodes how many there are; from 3 on, or losing one would be losing the majority
     * @param length of the disturbed time: whatever begins, ends before
     * @param links whether links can be cut
     * @param jobs those that can be rescaled, by name
     * @return the steps in order of time
     */
    static List<Step> make(long seed, int nodes, Duration length, boolean links, List<String> jobs) {
        return new Schedule(seed, nodes, links, jobs).steps(length);
    }

    private List<Step> steps(Duration length) {
        List<Step> steps = new ArrayList<>();
        List<Supplier<Disturbance>> bag = new ArrayList<>();
        Duration at = FIRST_AT;
        while (true) {
            if (bag.isEmpty()) {
                bag.addAll(kinds());
                Collections.shuffle(bag, random);
            }
            Disturbance disturbance = bag.remove(bag.size() - 1).get();
            Disturbance companion = random.nextInt(COMPANIONS_ONE_IN) == 0 ? companion(disturbance) : null;
            Step step = new Step(at, disturbance, companion, seconds(1, 5));
            if (step.end().compareTo(length) > 0) {
                return steps;
            }
            steps.add(step);
            at = step.end().plus(seconds(12, 20));
        }
    }

    private List<Supplier<Disturbance>> kinds() {
        List<Supplier<Disturbance>> kinds = new ArrayList<>(List.of(
                () -> new KillNode(node(), seconds(2, 8)),
                () -> new KillCoordinator(seconds(2, 8)),
                () -> new PauseNode(node(), seconds(2, (int) Disturbance.HARMLESS_PAUSE.toSeconds())),
                () -> new PauseNode(node(), Duration.ofSeconds(15)),
                () -> new KillCassandra(seconds(1, 6)),
                () -> new PauseCassandra(seconds(3, 20)),
                this::rescale));
        if (links) {
            kinds.add(() -> new CutLink(node(), seconds(10, 15)));
        }
        return kinds;
    }

    /** One node is away at most, so whoever takes a node is accompanied by what takes none, and the other way round. */
    private @Nullable Disturbance companion(Disturbance disturbance) {
        if (disturbance instanceof Rescale) {
            return new KillNode(node(), seconds(2, 8));
        }
        if (!disturbance.takesNode()) {
            return random.nextBoolean() ? new KillNode(node(), seconds(2, 8)) : rescale();
        }
        return random.nextBoolean() ? new KillCassandra(seconds(1, 6)) : rescale();
    }

    private Disturbance rescale() {
        String job = jobs.get(random.nextInt(jobs.size()));
        int before = parallelism.getOrDefault(job, Trial.PARALLELISM);
        int other = 1 + random.nextInt(LARGEST_PARALLELISM - 1);
        int after = other < before ? other : other + 1;
        parallelism.put(job, after);
        return new Rescale(job, after);
    }

    private int node() {
        return 1 + random.nextInt(nodes);
    }

    private Duration seconds(int least, int most) {
        return Duration.ofSeconds(least + random.nextInt(most - least + 1));
    }
}
