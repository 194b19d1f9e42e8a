package dev.sluice.persistence.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class KeyGroupsTest {

    @Test
    void when_groups_are_divided_then_each_has_one_owner_whatever_the_parallelism() {
        for (int maxParallelism : new int[] {1, 2, 7, 100, 128, 1_000, 1 << 15}) {
            for (int parallelism = 1; parallelism <= Math.min(128, maxParallelism); parallelism++) {
                int next = 0;
                for (int subtask = 0; subtask < parallelism; subtask++) {
                    KeyGroupRange range = KeyGroupRange.of(subtask, parallelism, maxParallelism);
                    assertThat(range.first()).isEqualTo(next);
                    assertThat(range.size()).isBetween(maxParallelism / parallelism, maxParallelism / parallelism + 1);
                    for (int group = range.first(); group < range.end(); group++) {
                        if (KeyGroups.ownerOf(group, parallelism, maxParallelism) != subtask) {
                            throw new AssertionError(group + " of " + maxParallelism + " on " + parallelism);
                        }
                    }
                    next = range.end();
                }
                assertThat(next).isEqualTo(maxParallelism);
            }
        }
    }

    @Test
    void when_there_are_as_many_subtasks_as_groups_then_the_largest_numbers_do_not_overflow() {
        int most = 1 << 15;
        assertThat(KeyGroupRange.of(most - 1, most, most)).isEqualTo(new KeyGroupRange(most - 1, most));
        assertThat(KeyGroups.ownerOf(most - 1, most, most)).isEqualTo(most - 1);
    }

    @Property(tries = 500)
    void when_a_key_is_hashed_then_its_group_exists(
            @ForAll long key, @ForAll @IntRange(min = 1, max = 1 << 15) int max) {
        assertThat(KeyGroups.groupOf(KeyGroups.hash(key), max)).isBetween(0, max - 1);
        assertThat(KeyGroups.hash((Object) key)).isEqualTo(KeyGroups.hash(key));
    }

    @Property(tries = 500)
    void when_a_key_is_an_int_then_its_hash_is_that_of_the_same_long(@ForAll int key) {
        assertThat(KeyGroups.hash((Object) key)).isEqualTo(KeyGroups.hash((long) key));
    }

    @Test
    void when_keys_are_consecutive_then_groups_are_about_equally_full() {
        int[] sizes = new int[128];
        for (long key = 0; key < 128_000; key++) {
            sizes[KeyGroups.groupOf(KeyGroups.hash(key), 128)]++;
        }
        assertThat(Arrays.stream(sizes).summaryStatistics()).satisfies(all -> {
            assertThat(all.getMin()).isGreaterThan(800);
            assertThat(all.getMax()).isLessThan(1_200);
        });
    }

    @Test
    void when_a_cursor_is_pointed_at_a_boxed_key_then_it_is_as_if_pointed_at_the_number() {
        KeyCursor boxed = new KeyCursor(KeyKind.INT, 128);
        boxed.pointBoxed(-7);
        KeyCursor plain = new KeyCursor(KeyKind.INT, 128);
        plain.point(-7L, KeyGroups.hash(-7L));
        assertThat(boxed.number()).isEqualTo(plain.number());
        assertThat(boxed.hash()).isEqualTo(plain.hash());
        assertThat(boxed.group()).isEqualTo(plain.group());
        assertThat(boxed.boxed()).isEqualTo(-7);
    }
}
