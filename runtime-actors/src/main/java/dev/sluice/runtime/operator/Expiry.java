package dev.sluice.runtime.operator;

import dev.sluice.api.state.StateDeclaration;
import dev.sluice.api.state.StateTtl;
import dev.sluice.persistence.state.Sieve;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The time to live of one state: when what was written has expired, and what is left of it then. */
final class Expiry {
    private final long timeToLive;
    private final boolean onRead;
    private final boolean visible;
    private final boolean inEventTime;
    private final StateTime time;

    Expiry(StateTtl ttl, StateTime time) {
        timeToLive = ttl.timeToLive().toMillis();
        onRead = ttl.update() == StateTtl.Update.ON_READ_AND_WRITE;
        visible = ttl.visibility() == StateTtl.Visibility.RETURN_EXPIRED_IF_NOT_CLEANED_UP;
        inEventTime = ttl.time() == StateTtl.Time.EVENT_TIME;
        this.time = time;
    }

    long now() {
        return inEventTime ? time.eventTime() : time.processingTime();
    }

    /** What is written now, with its time. */
    <V> Timed<V> written(V value) {
        return new Timed<>(timeOfWrite(), value);
    }

    private long timeOfWrite() {
        return inEventTime ? Math.max(time.eventTimestamp(), time.eventTime()) : time.processingTime();
    }

    boolean isExpired(Timed<?> entry, long now) {
        if (entry.time() == Long.MIN_VALUE) {
            return false; // written when there was no event time yet: it stays until it is written again
        }
        long end = entry.time() + timeToLive;
        // Beyond the end of time it expires there.
        return (entry.time() > 0 && end < 0 ? Long.MAX_VALUE : end) <= now;
    }

    /** Whether what has expired is returned as long as it is there. */
    boolean isVisible() {
        return visible;
    }

    /** The entry after a read: the same unless reading begins its time anew. */
    <V> Timed<V> read(Timed<V> entry) {
        if (!onRead) {
            return entry;
        }
        long now = timeOfWrite();
        return now > entry.time() ? new Timed<>(now, entry.value()) : entry;
    }

    /** What is left of a state's values as of now. */
    Sieve<Object> sieve(StateDeclaration.Kind kind) {
        long now = now();
        return switch (kind) {
            case LIST -> value -> elements((List<?>) value, now);
            case MAP -> value -> entries((Map<?, ?>) value, now);
            default -> value -> isExpired((Timed<?>) value, now) ? null : value;
        };
    }

    private @Nullable Object elements(List<?> elements, long now) {
        int left = 0;
        for (Object element : elements) {
            left += isExpired((Timed<?>) element, now) ? 0 : 1;
        }
        if (left == elements.size()) {
            return elements;
        }
        List<Object> kept = new ArrayList<>(left);
        for (Object element : elements) {
            if (!isExpired((Timed<?>) element, now)) {
                kept.add(element);
            }
        }
        return left == 0 ? null : kept;
    }

    private @Nullable Object entries(Map<?, ?> entries, long now) {
        Map<Object, Object> kept = new LinkedHashMap<>();
        entries.forEach((key, value) -> {
            if (!isExpired((Timed<?>) value, now)) {
                kept.put(key, value);
            }
        });
        if (kept.size() == entries.size()) {
            return entries;
        }
        return kept.isEmpty() ? null : kept;
    }

    /** What a state without a time to live held, as if it were written now. */
    Sieve<Object> begun(StateDeclaration.Kind kind) {
        long now = now();
        return switch (kind) {
            case LIST ->
                value -> {
                    List<Object> timed = new ArrayList<>((List<?>) value);
                    timed.replaceAll(element -> new Timed<>(now, element));
                    return timed;
                };
            case MAP ->
                value -> {
                    Map<Object, Object> timed = new LinkedHashMap<>((Map<?, ?>) value);
                    timed.replaceAll((key, entry) -> new Timed<>(now, entry));
                    return timed;
                };
            default -> value -> new Timed<>(now, value);
        };
    }

    /** What a state with a time to live held, without the times. */
    static Sieve<Object> ended(StateDeclaration.Kind kind) {
        return switch (kind) {
            case LIST ->
                value -> {
                    List<Object> bare = new ArrayList<>((List<?>) value);
                    bare.replaceAll(element -> ((Timed<?>) element).value());
                    return bare;
                };
            case MAP ->
                value -> {
                    Map<Object, Object> bare = new LinkedHashMap<>((Map<?, ?>) value);
                    bare.replaceAll((key, entry) -> ((Timed<?>) entry).value());
                    return bare;
                };
            default -> value -> ((Timed<?>) value).value();
        };
    }
}
