package dev.sluice.examples.chaos;

import dev.sluice.cluster.http.message.ClusterDocument;
import dev.sluice.cluster.http.message.JobDocument;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Asks how the cluster and its jobs are, and remembers it. Thread-safe. */
final class Watch {
    private final ClusterApi api;
    private final Supplier<List<URI>> nodes;
    private final List<String> jobs;
    private final List<Sample> samples = new ArrayList<>();

    /**
     * @param api asks
     * @param nodes which may be asked at a moment
     * @param jobs which are looked after
     */
    Watch(ClusterApi api, Supplier<List<URI>> nodes, List<String> jobs) {
        this.api = api;
        this.nodes = nodes;
        this.jobs = jobs;
    }

    /** Looks at both, one after the other. */
    void look() {
        lookAtMembers();
        lookAtJobs();
    }

    /** Looks who is a member: every node knows. */
    void lookAtMembers() {
        nodes.get().stream()
                .map(api::cluster)
                .flatMap(Optional::stream)
                .findFirst()
                .ifPresent(cluster -> add(members(cluster), Map.of()));
    }

    /** Looks how the jobs are, which takes seconds while a node does not answer. */
    void lookAtJobs() {
        Map<String, JobSample> states = new TreeMap<>();
        for (URI node : nodes.get()) {
            List<String> missing =
                    jobs.stream().filter(job -> !states.containsKey(job)).toList();
            api.jobs(node, missing).forEach(document -> states.put(document.job(), sample(document)));
        }
        add(Set.of(), states);
    }

    private void add(Set<String> members, Map<String, JobSample> states) {
        synchronized (samples) {
            samples.add(new Sample(System.nanoTime(), members, states));
        }
    }

    private static Set<String> members(ClusterDocument cluster) {
        return cluster.members().stream()
                .filter(member -> member.status().equals("Up") && member.reachable())
                .map(ClusterDocument.Member::node)
                .collect(Collectors.toSet());
    }

    private static JobSample sample(JobDocument job) {
        Map<String, Long> read = new TreeMap<>();
        if (job.subtasks() != null) {
            // Until the tasks of a new attempt are there, a node tells of those before.
            job.subtasks().stream()
                    .filter(subtask -> subtask.attempt() == job.attempt())
                    .forEach(subtask -> read.put(subtask.vertex() + "/" + subtask.index(), subtask.recordsRead()));
        }
        return new JobSample(job.state(), job.attempt(), read);
    }

    /** @return what was seen from a moment on */
    List<Sample> since(long nanoTime) {
        synchronized (samples) {
            int first = samples.size();
            while (first > 0 && samples.get(first - 1).nanoTime() >= nanoTime) {
                first--;
            }
            return List.copyOf(samples.subList(first, samples.size()));
        }
    }

    /** @return whether all members were there, and records of all jobs flowed, for so long until now */
    boolean steadyFor(Duration time, int members) {
        List<Sample> last = since(System.nanoTime() - time.toNanos());
        List<Sample> withMembers =
                last.stream().filter(sample -> !sample.members().isEmpty()).toList();
        return !withMembers.isEmpty()
                && withMembers.stream().allMatch(sample -> sample.members().size() == members)
                && jobs.stream().allMatch(job -> flowed(last, job));
    }

    private static boolean flowed(List<Sample> samples, String name) {
        List<JobSample> states = samples.stream()
                .flatMap(sample -> sample.jobs().entrySet().stream())
                .filter(job -> job.getKey().equals(name))
                .map(Map.Entry::getValue)
                .toList();
        if (states.isEmpty()) {
            return false;
        }
        JobSample first = states.get(0);
        JobSample last = states.get(states.size() - 1);
        return last.finished() || last.running() && first.attempt() == last.attempt() && last.wentOnSince(first);
    }

    /** @return how the jobs were when they were last told of, by name */
    Map<String, JobSample> latest() {
        Map<String, JobSample> latest = new TreeMap<>();
        synchronized (samples) {
            for (int i = samples.size() - 1; i >= 0 && latest.size() < jobs.size(); i--) {
                samples.get(i).jobs().forEach(latest::putIfAbsent);
            }
        }
        return latest;
    }
}
