package dev.sluice.runtime.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ShardPoolTest {
    private static final long SETTLE = 1000;

    private final ShardPool pool = new ShardPool(SETTLE);
    private long now = 1_000_000;

    @BeforeEach
    void threeNodes() {
        List.of("a:1", "b:1", "c:1").forEach(pool::join);
        pool.supply(now);
        now += SETTLE;
    }

    private List<Integer> place(String run, int slots, List<Integer> before, boolean anew) {
        pool.supply(now);
        return pool.place(run, Collections.nCopies(slots, 2), before, anew, now).orElseThrow();
    }

    private Map<String, Long> nodesOf(List<Integer> shards) {
        return shards.stream()
                .map(shard -> pool.nodeOf(shard).orElseThrow())
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }

    @Test
    void when_a_run_is_placed_then_its_slots_are_spread_evenly_over_shards_of_their_own() {
        List<Integer> shards = place("r", 6, List.of(), true);
        assertThat(nodesOf(shards)).containsOnly(Map.entry("a:1", 2L), Map.entry("b:1", 2L), Map.entry("c:1", 2L));
        assertThat(shards).doesNotHaveDuplicates();
        assertThat(place("s", 6, List.of(), true)).doesNotContainAnyElementsOf(shards);
    }

    @Test
    void when_many_small_runs_are_placed_then_the_nodes_have_the_same_load() {
        List<Integer> all = new ArrayList<>();
        for (int run = 0; run < 30; run++) {
            all.addAll(place("r" + run, 1, List.of(), true));
        }
        assertThat(nodesOf(all).values()).containsOnly(10L);
    }

    @Test
    void when_a_run_is_placed_again_then_it_stays_where_it_is() {
        List<Integer> shards = place("r", 5, List.of(), true);
        pool.join("d:1");
        pool.supply(now);
        now += SETTLE;
        assertThat(place("r", 5, shards, false)).isEqualTo(shards);
    }

    @Test
    void when_a_node_is_gone_then_only_what_ran_there_moves_and_is_spread_over_the_others() {
        List<Integer> before = place("r", 6, List.of(), true);
        pool.leave("b:1");
        List<Integer> after = place("r", 6, before, false);
        assertThat(nodesOf(after)).containsOnly(Map.entry("a:1", 3L), Map.entry("c:1", 3L));
        long same = java.util.stream.IntStream.range(0, 6)
                .filter(i -> before.get(i).equals(after.get(i)))
                .count();
        assertThat(same).isEqualTo(4);
    }

    @Test
    void when_a_node_has_come_then_a_run_that_is_spread_anew_uses_it_and_moves_no_more_than_needed() {
        List<Integer> before = place("r", 8, List.of(), true);
        pool.join("d:1");
        pool.supply(now);
        now += SETTLE;
        List<Integer> after = place("r", 8, before, true);
        assertThat(nodesOf(after)).containsOnlyKeys("a:1", "b:1", "c:1", "d:1").containsEntry("d:1", 2L);
        long same = java.util.stream.IntStream.range(0, 8)
                .filter(i -> before.get(i).equals(after.get(i)))
                .count();
        assertThat(same).isEqualTo(6);
    }

    @Test
    void when_a_node_is_about_to_leave_then_nothing_is_placed_there() {
        List<Integer> before = place("r", 6, List.of(), true);
        pool.avoid("c:1");
        assertThat(nodesOf(place("r", 6, before, false))).containsOnlyKeys("a:1", "b:1");
        pool.avoid("a:1");
        pool.avoid("b:1");
        assertThat(pool.hasRoom()).isFalse();
        assertThat(pool.place("s", List.of(1), List.of(), true, now)).isEmpty();
    }

    @Test
    void when_a_shard_has_just_been_given_then_it_is_not_used_until_everybody_knows() {
        ShardPool fresh = new ShardPool(SETTLE);
        fresh.join("a:1");
        fresh.supply(now);
        assertThat(fresh.place("r", List.of(1), List.of(), true, now + SETTLE - 1))
                .isEmpty();
        assertThat(fresh.place("r", List.of(1), List.of(), true, now + SETTLE)).isPresent();
    }

    @Test
    void when_a_node_runs_short_of_free_shards_then_it_gets_more() {
        List<Integer> shards = place("r", 3 * ShardPool.BLOCK, List.of(), true);
        assertThat(shards).doesNotHaveDuplicates();
        assertThat(pool.supply(now)).hasSize(3 * ShardPool.BLOCK);
    }

    @Test
    void when_there_are_more_slots_than_shards_then_shards_are_shared_evenly() {
        ShardPool one = new ShardPool(0);
        one.join("a:1");
        one.supply(now);
        List<Integer> shards = one.place("r", Collections.nCopies(100, 1), List.of(), true, now)
                .orElseThrow();
        Map<Integer, Long> counts =
                shards.stream().collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        assertThat(counts).hasSize(ShardPool.BLOCK);
        assertThat(counts.values()).allMatch(count -> count == 3 || count == 4);
    }

    @Test
    void when_another_coordinator_takes_over_then_shards_stay_with_their_nodes() {
        List<Integer> shards = place("r", 3, List.of(), true);
        ShardPool next = new ShardPool(SETTLE);
        next.restore(shards.stream()
                .collect(Collectors.toMap(s -> s, s -> pool.nodeOf(s).orElseThrow())));
        List.of("a:1", "b:1", "c:1").forEach(next::join);
        next.supply(now);
        next.occupy("r", List.of(2, 2, 2), shards);
        assertThat(shards).allMatch(s -> next.nodeOf(s).equals(pool.nodeOf(s)));
        assertThat(next.place("s", List.of(1, 1, 1), List.of(), true, now + SETTLE)
                        .orElseThrow())
                .doesNotContainAnyElementsOf(shards);
    }
}
