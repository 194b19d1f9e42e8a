package dev.sluice.examples.chaos;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How long a cluster took to get over a disturbance. As exact as the samples are close together.
 *
 * @param detected from the disturbance until a member was unreachable or a job no longer ran in the same attempt; null
 *     if neither ever was
 * @param flowing from the disturbance until records of all restarted jobs flowed again; null if none was restarted
 */
record RecoveryTimes(@Nullable Duration detected, @Nullable Duration flowing) {

    /**
     * @param samples in order of time, from before the disturbance until everything was over
     * @param from when it happened
     * @param members how many there should be
     */
    static RecoveryTimes of(List<Sample> samples, long from, int members) {
        Map<String, JobSample> before = new TreeMap<>();
        samples.stream().filter(sample -> sample.nanoTime() <= from).forEach(sample -> before.putAll(sample.jobs()));
        Long detected = null;
        for (Sample sample : samples) {
            if (detected == null && sample.nanoTime() > from && isDisturbed(sample, before, members)) {
                detected = sample.nanoTime();
            }
        }
        return new RecoveryTimes(
                detected == null ? null : Duration.ofNanos(detected - from), flowing(samples, from, before));
    }

    private static boolean isDisturbed(Sample sample, Map<String, JobSample> before, int members) {
        boolean memberGone = !sample.members().isEmpty() && sample.members().size() < members;
        return memberGone
                || sample.jobs().entrySet().stream().anyMatch(job -> {
                    JobSample was = before.get(job.getKey());
                    return was != null
                            && !job.getValue().finished()
                            && (!job.getValue().running() || job.getValue().attempt() > was.attempt());
                });
    }

    private static @Nullable Duration flowing(List<Sample> samples, long from, Map<String, JobSample> before) {
        Map<String, Long> attempts = new TreeMap<>();
        samples.forEach(
                sample -> sample.jobs().forEach((job, state) -> attempts.merge(job, state.attempt(), Math::max)));
        long last = Long.MIN_VALUE;
        for (Map.Entry<String, JobSample> job : before.entrySet()) {
            long attempt = attempts.getOrDefault(job.getKey(), 0L);
            if (attempt > job.getValue().attempt()) {
                last = Math.max(last, firstFlow(samples, job.getKey(), attempt));
            }
        }
        return last == Long.MIN_VALUE ? null : Duration.ofNanos(last - from);
    }

    private static long firstFlow(List<Sample> samples, String job, long attempt) {
        for (Sample sample : samples) {
            JobSample state = sample.jobs().get(job);
            if (state != null && state.attempt() == attempt && (state.flows() || state.finished())) {
                return sample.nanoTime();
            }
        }
        return Long.MIN_VALUE;
    }
}
