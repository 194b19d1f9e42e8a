package dev.sluice.runtime.task;

import dev.sluice.runtime.operator.RateLimiter;
import dev.sluice.runtime.protocol.SubtaskId;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Limiters of sources: one for each source of a run, shared by its subtasks, where all of them are in this JVM;
 * otherwise each subtask that has a split has its share of the rate. Another one if the run is taken up again at
 * another rate.
 */
public final class RateLimiters {
    private final InstantSource clock;
    private final Map<String, RateLimiter> limiters = new ConcurrentHashMap<>();

    private final boolean shared;

    /** @param shared whether all subtasks of a run are in this JVM */
    RateLimiters(InstantSource clock, boolean shared) {
        this.clock = clock;
        this.shared = shared;
    }

    /** @param readers how many subtasks of the source have something to read: those with the lowest indexes */
    RateLimiter of(SubtaskId subtask, int readers, long perSecond) {
        if (perSecond == Long.MAX_VALUE) {
            return RateLimiter.of(perSecond, clock);
        }
        if (!shared) {
            long share = perSecond / readers + (subtask.index() < perSecond % readers ? 1 : 0);
            return RateLimiter.of(Math.max(1, share), clock);
        }
        String source = subtask.run() + "/" + subtask.vertex() + "/" + perSecond;
        return limiters.computeIfAbsent(source, key -> RateLimiter.of(perSecond, clock));
    }
}
