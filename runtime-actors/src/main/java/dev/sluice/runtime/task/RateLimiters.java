package dev.sluice.runtime.task;

import dev.sluice.runtime.operator.RateLimiter;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One limiter for each source of a run, shared by its subtasks; another one if the run is taken up again at another
 * rate.
 */
public final class RateLimiters {
    private final InstantSource clock;
    private final Map<String, RateLimiter> limiters = new ConcurrentHashMap<>();

    RateLimiters(InstantSource clock) {
        this.clock = clock;
    }

    RateLimiter of(String run, String vertex, long perSecond) {
        return limiters.computeIfAbsent(run + "/" + vertex + "/" + perSecond, key -> RateLimiter.of(perSecond, clock));
    }
}
