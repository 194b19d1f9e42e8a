package dev.sluice.examples.chaos;

import dev.sluice.cluster.ExitCodes;
import dev.sluice.examples.process.Background;
import dev.sluice.examples.process.Patience;
import dev.sluice.examples.process.StoppedException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** One run, from the start of all processes to their end. */
final class ChaosRun implements AutoCloseable {
    /** What the jobs take beyond the disturbed time: none may end before the last disturbance. */
    private static final Duration LONGER = Duration.ofSeconds(30);

    private static final Duration FINISH = Duration.ofMinutes(4);
    private static final Duration LOOK_EVERY = Duration.ofMillis(250);

    private final ChaosSettings settings;
    private final PrintWriter out;
    private final Patience patience = new Patience();
    /** What went wrong, in lines for people. */
    private final List<String> wrong = new CopyOnWriteArrayList<>();

    private final Background background = new Background(wrong::add);

    private @Nullable Links links;
    private @Nullable LocalGrounds grounds;
    private boolean closed;

    ChaosRun(ChaosSettings settings, PrintWriter out) {
        this.settings = settings;
        this.out = out;
    }

    /**
     * @return whether every result was exact, and nothing else went wrong
     * @throws ChaosException if the cluster could not be started
     */
    boolean run() throws IOException {
        Files.createDirectories(settings.folder());
        Links made = makeLinks();
        List<Trial> trials = Trial.all(
                settings.folder().resolve("data"),
                settings.seed(),
                settings.disturbed().plus(LONGER).toSeconds());
        List<String> jobs = trials.stream().map(Trial::job).toList();
        List<Step> steps = Schedule.make(settings.seed(), settings.nodes(), settings.disturbed(), made.canCut(), jobs);
        say("seed " + settings.seed() + ", " + settings.nodes() + " nodes, disturbed for "
                + settings.disturbed().toSeconds() + " s; logs in " + settings.folder());
        out.print(Report.schedule(steps));
        out.flush();

        ClusterApi api = new ClusterApi();
        LocalGrounds cluster = start(made, api);
        for (Trial trial : trials) {
            cluster.submit(trial.request());
        }
        Watch watch = new Watch(api, cluster::answering, jobs);
        background.repeat(watch::lookAtMembers, LOOK_EVERY);
        background.repeat(watch::lookAtJobs, LOOK_EVERY);
        background.repeat(() -> restartEnded(cluster), LOOK_EVERY);
        List<Outcome> outcomes = disturb(new Storm(cluster, watch, patience), steps);
        awaitEnd(watch);
        out.println();
        out.print(Report.outcomes(outcomes));
        boolean exact = judge(trials);
        wrong.forEach(line -> say("WRONG: " + line));
        return exact && wrong.isEmpty();
    }

    private Links makeLinks() throws IOException {
        Links made;
        try {
            made = Namespaces.make(settings.nodes());
            say("each node is in a network namespace of its own");
        } catch (IOException e) {
            made = new Loopback();
            say("links are not cut: network namespaces need Linux, root and the command ip (" + e.getMessage() + ")");
        }
        return own(made);
    }

    private synchronized Links own(Links made) {
        if (closed) {
            made.close();
            throw new StoppedException();
        }
        links = made;
        return made;
    }

    private LocalGrounds start(Links made, ClusterApi api) throws IOException {
        say("starting Cassandra...");
        LocalGrounds cluster = own(LocalGrounds.prepare(settings, made, api, patience));
        say("starting " + settings.nodes() + " nodes...");
        long began = System.nanoTime();
        cluster.startAll();
        say("all are ready after " + Duration.ofNanos(System.nanoTime() - began).toSeconds() + " s");
        return cluster;
    }

    private synchronized LocalGrounds own(LocalGrounds made) {
        grounds = made;
        if (closed) {
            made.close();
            throw new StoppedException();
        }
        return made;
    }

    private void restartEnded(LocalGrounds cluster) throws IOException {
        for (int exitCode : cluster.restartEnded(this::say)) {
            if (exitCode != ExitCodes.NOT_A_MEMBER) {
                wrong.add("a node ended by itself with exit code " + exitCode);
            }
        }
    }

    private List<Outcome> disturb(Storm storm, List<Step> steps) throws IOException {
        List<Outcome> outcomes = new ArrayList<>();
        if (!storm.awaitSteady()) {
            wrong.add("the jobs did not all run before anything was disturbed");
            return outcomes;
        }
        long start = System.nanoTime();
        for (Step step : steps) {
            if (Duration.ofNanos(System.nanoTime() - start).compareTo(settings.disturbed()) > 0) {
                say("the time is over before all steps were done");
                break;
            }
            Outcome outcome = storm.run(step, start);
            outcomes.add(outcome);
            say("at " + outcome.second() + " s: " + outcome.target() + ": " + step.action());
            if (outcome.wrong() != null) {
                wrong.add("at " + outcome.second() + " s: " + outcome.target() + ": " + outcome.wrong());
            }
            if (outcome.times() == null) {
                break; // whatever came next would say nothing
            }
        }
        return outcomes;
    }

    private void awaitEnd(Watch watch) {
        say("waiting for the jobs to finish...");
        boolean over = patience.until(
                () -> {
                    var jobs = watch.latest().values();
                    return jobs.stream().anyMatch(JobSample::lost)
                            || jobs.stream().allMatch(JobSample::finished);
                },
                FINISH);
        watch.latest().forEach((job, state) -> {
            if (!state.finished()) {
                wrong.add(job + " is " + state.state() + (over ? "" : " " + FINISH.toSeconds() + " s later"));
            }
        });
    }

    private boolean judge(List<Trial> trials) throws IOException {
        boolean exact = true;
        out.println();
        for (Trial trial : trials) {
            Optional<String> difference = trial.oracle().firstDifference(trial.output());
            out.printf(
                    "  %-15s %s%n",
                    trial.job(), difference.map(text -> "DIFFERS: " + text).orElse("exact"));
            exact &= difference.isEmpty();
        }
        out.flush();
        return exact;
    }

    private void say(String line) {
        out.println(line);
        out.flush();
    }

    /** Ends all processes and removes the links; may be called at any time, by any thread. */
    @Override
    public synchronized void close() {
        closed = true;
        patience.stop();
        background.close();
        if (grounds != null) {
            grounds.close();
        } else if (links != null) {
            links.close();
        }
    }
}
