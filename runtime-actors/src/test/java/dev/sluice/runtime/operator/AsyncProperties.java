package dev.sluice.runtime.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.async.AsyncOptions;
import dev.sluice.api.async.Retries;
import dev.sluice.runtime.data.Control;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;

/** Random batches, watermarks, orders of answers, refusals and restarts. */
@Label("Asynchronous requests answered in any order")
class AsyncProperties {
    private static final int RECORDS = 60;

    @Property(tries = 400, shrinking = ShrinkingMode.OFF)
    void each_result_goes_on_once_and_none_past_a_watermark(
            @ForAll boolean ordered,
            @ForAll @IntRange(min = 1, max = 9) int capacity,
            @ForAll @IntRange(min = 1, max = 4) int room,
            @ForAll Random random)
            throws Exception {
        AsyncOptions<Object> options = (ordered ? AsyncOptions.ordered() : AsyncOptions.unordered())
                .capacity(capacity)
                .retry(Retries.fixedDelay(1_000_000, Duration.ofMillis(random.nextInt(3))));
        AsyncRig rig = new AsyncRig(options, room, 0, 1, List.of());
        List<Object> events = new ArrayList<>();
        List<Object> expected = new ArrayList<>();
        long next = 0;
        while (next < RECORDS
                || !rig.open().isEmpty()
                || rig.offered() > 0
                || rig.operator.nextTick() < Long.MAX_VALUE) {
            switch (random.nextInt(5)) {
                case 0 -> {
                    long[] records = new long[Math.min(random.nextInt(6), (int) (RECORDS - next))];
                    for (int i = 0; i < records.length; i++) {
                        records[i] = next++;
                        expected.add("r" + records[i] + "@" + records[i]);
                    }
                    Control mark = random.nextBoolean() && next > 0 ? new Control.Watermark(next) : null;
                    // A watermark that was sent twice is passed on once.
                    if (mark != null && !expected.contains(mark)) {
                        expected.add(mark);
                        rig.batch(mark, records);
                    } else {
                        rig.records(records);
                    }
                }
                case 1 -> rig.at(rig.now + random.nextInt(4));
                case 2 -> {
                    if (rig.offered() == 0 && random.nextInt(4) == 0) {
                        events.addAll(rig.events);
                        rig = new AsyncRig(options, room, 0, 1, rig.snapshot());
                        rig.work();
                    }
                }
                default -> {
                    List<Object> open = rig.open();
                    if (!open.isEmpty()) {
                        long record = (Long) open.get(random.nextInt(open.size()));
                        if (random.nextInt(5) == 0) {
                            rig.refuse(record, new IOException("refused"));
                        } else {
                            rig.answer(record, "r" + record);
                        }
                    }
                }
            }
        }
        events.addAll(rig.events);
        if (ordered) {
            assertThat(canonical(events)).isEqualTo(canonical(expected));
        } else {
            assertThat(segments(events)).isEqualTo(segments(expected));
        }
    }

    /** Watermarks between which there is no record may be left out for the last of them. */
    private static List<Object> canonical(List<Object> events) {
        List<Object> kept = new ArrayList<>();
        for (Object event : events) {
            if (event instanceof Control && !kept.isEmpty() && kept.get(kept.size() - 1) instanceof Control) {
                kept.remove(kept.size() - 1);
            }
            kept.add(event);
        }
        return kept;
    }

    private static List<List<String>> segments(List<Object> events) {
        List<List<String>> segments = new ArrayList<>();
        segments.add(new ArrayList<>());
        for (Object event : canonical(events)) {
            segments.get(segments.size() - 1).add(event.toString());
            if (event instanceof Control) {
                segments.add(new ArrayList<>());
            }
        }
        segments.forEach(segment -> segment.sort(null));
        return segments;
    }
}
