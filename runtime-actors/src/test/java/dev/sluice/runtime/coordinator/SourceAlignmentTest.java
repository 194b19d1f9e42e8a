package dev.sluice.runtime.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.runtime.protocol.KeeperReport;
import dev.sluice.runtime.protocol.SubtaskId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SourceAlignmentTest {
    private static final SubtaskId A = new SubtaskId("run", "a", 0);
    private static final SubtaskId B = new SubtaskId("run", "b", 0);
    private static final SubtaskId C = new SubtaskId("run", "c", 0);
    private static final SubtaskId OTHER = new SubtaskId("run", "other", 0);

    private final SourceAlignment alignment =
            new SourceAlignment(Map.of(A, "group", B, "group", C, "group", OTHER, "lonely"));

    private Map<SubtaskId, Long> report(SubtaskId source, long watermark, boolean active) {
        return alignment.report(new KeeperReport.AtWatermark(source, 1, watermark, active));
    }

    @Test
    void when_not_all_of_a_group_have_said_where_they_are_then_nobody_is_told_anything() {
        assertThat(report(A, 10, true)).isEmpty();
        assertThat(report(A, 20, true)).isEmpty();
        assertThat(report(B, 5, true)).isEmpty();
        assertThat(report(OTHER, 1, true)).as("it is alone").containsOnly(Map.entry(OTHER, Long.MAX_VALUE));
    }

    @Test
    void when_all_have_said_where_they_are_then_each_is_told_the_smallest_of_the_others() {
        report(A, 20, true);
        report(B, 5, true);
        report(OTHER, 1, true);
        assertThat(report(C, 7, true)).isEqualTo(Map.of(A, 5L, B, 7L, C, 5L));
        assertThat(report(B, 30, true)).isEqualTo(Map.of(B, 7L));
        assertThat(report(A, 21, true)).isEqualTo(Map.of(A, 7L));
    }

    @Test
    void when_sources_are_idle_or_at_their_end_then_they_do_not_count() {
        report(A, 20, true);
        report(B, 5, true);
        report(C, 7, false);
        assertThat(report(A, 21, true)).isEqualTo(Map.of(A, 5L));
        report(B, Long.MAX_VALUE, false);
        assertThat(report(A, 22, true)).isEqualTo(Map.of(A, Long.MAX_VALUE));
        report(C, 8, true);
        assertThat(report(A, 23, true)).as("one is active again").isEqualTo(Map.of(A, 8L));
    }

    @Test
    void when_a_source_is_in_no_group_then_its_report_is_dropped() {
        assertThat(report(new SubtaskId("run", "d", 0), 1, true)).isEmpty();
    }

    /**
     * Sources that read when they may, while reports and answers are lost and the master is replaced: they all come to
     * their end, and none was ever further ahead than allowed.
     */
    @Test
    void when_messages_are_lost_and_masters_replaced_then_nobody_is_too_far_ahead_and_all_come_to_their_end() {
        for (int i = 0; i < 200; i++) {
            long seed = new Random().nextLong();
            run(new Random(seed), "seed " + seed);
        }
    }

    private static void run(Random random, String seed) {
        long drift = random.nextLong(1, 50);
        long end = 300;
        int count = 1 + random.nextInt(4);
        Map<SubtaskId, String> groups = new LinkedHashMap<>();
        List<SubtaskId> sources = new ArrayList<>();
        Map<SubtaskId, Long> times = new LinkedHashMap<>();
        Map<SubtaskId, Long> others = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            SubtaskId source = new SubtaskId("run", "s" + i, 0);
            sources.add(source);
            groups.put(source, "g");
            times.put(source, 0L);
        }
        SourceAlignment master = new SourceAlignment(groups);
        for (SubtaskId source : sources) {
            others.putAll(master.report(new KeeperReport.AtWatermark(source, 1, 0, true)));
        }
        assertThat(others).hasSize(count);
        int steps = 0;
        while (times.values().stream().anyMatch(time -> time < end)) {
            assertThat(++steps).as(seed).isLessThan(1_000_000);
            SubtaskId source = sources.get(random.nextInt(count));
            long time = times.get(source);
            boolean active = time < end;
            if (random.nextInt(3) > 0) {
                if (active && time <= Math.min(time, others.get(source)) + drift) {
                    times.put(source, time + 1);
                    long slowest = times.values().stream()
                            .filter(other -> other < end)
                            .mapToLong(other -> other)
                            .min()
                            .orElse(end);
                    assertThat(time).as(seed).isLessThanOrEqualTo(slowest + drift);
                }
            } else if (random.nextInt(100) == 0) {
                master = new SourceAlignment(groups);
            } else if (random.nextInt(4) > 0) {
                Map<SubtaskId, Long> answers = master.report(new KeeperReport.AtWatermark(source, 1, time, active));
                answers.forEach((to, minimum) -> {
                    if (random.nextInt(4) > 0) {
                        others.put(to, minimum);
                    }
                });
            }
        }
    }
}
