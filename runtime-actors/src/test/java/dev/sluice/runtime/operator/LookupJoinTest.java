package dev.sluice.runtime.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.api.async.AsyncOptions;
import dev.sluice.api.async.LookupCache;
import dev.sluice.api.async.LookupFunction;
import dev.sluice.api.async.LookupRequests;
import dev.sluice.api.async.Retries;
import dev.sluice.api.function.TaskInfo;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LookupJoinTest {
    private static final AsyncOptions<Object> OPTIONS = AsyncOptions.ordered();

    private final Table table = new Table();

    /** A record's key is its last digit; 9 is none. */
    private static @Nullable Long key(Long record) {
        return record % 10 == 9 ? null : (Long) (record % 10);
    }

    private static final class Table implements LookupFunction<Long, String> {
        private static final long serialVersionUID = 1;

        private final transient Map<Long, List<String>> rows = Map.of(1L, List.of("a"), 2L, List.of("b", "c"));
        private final transient List<Long> lookups = new ArrayList<>();
        private transient int troubles;
        private transient boolean hangs;
        private transient @Nullable TaskInfo opened;
        private transient boolean closed;

        @Override
        public void open(TaskInfo task) {
            opened = task;
        }

        @Override
        public void close() {
            closed = true;
        }

        @Override
        public CompletionStage<Collection<String>> lookup(Long key) {
            lookups.add(key);
            if (troubles-- > 0) {
                return CompletableFuture.failedFuture(new IOException("trouble"));
            }
            return hangs
                    ? new CompletableFuture<>()
                    : CompletableFuture.completedFuture(rows.getOrDefault(key, List.of()));
        }
    }

    private AsyncRig rig(boolean left, @Nullable LookupCache cache, AsyncOptions<Object> options) throws Exception {
        LookupRequests<Long, Long, String, String> requests =
                new LookupRequests<>(LookupJoinTest::key, table, cache, left, (record, row) -> record + "-" + row);
        return new AsyncRig(requests, options, 1, 0, 1, List.of());
    }

    @Test
    void when_the_join_is_inner_then_records_without_rows_are_dropped() throws Exception {
        AsyncRig rig = rig(false, null, OPTIONS).records(11, 12, 13, 19);
        assertThat(rig.events).containsExactly("11-a@11", "12-b@12", "12-c@12");
        assertThat(table.lookups).as("null is not looked up").containsExactly(1L, 2L, 3L);
    }

    @Test
    void when_the_join_is_left_then_records_without_rows_are_joined_with_null() throws Exception {
        AsyncRig rig = rig(true, null, OPTIONS).records(13, 19, 11);
        assertThat(rig.events).containsExactly("13-null@13", "19-null@19", "11-a@11");
    }

    @Test
    void when_there_is_no_cache_then_each_record_is_looked_up() throws Exception {
        rig(false, null, OPTIONS).records(11, 21, 31);
        assertThat(table.lookups).containsExactly(1L, 1L, 1L);
    }

    @Test
    void when_rows_are_cached_then_they_are_believed_for_their_time() throws Exception {
        AsyncRig rig =
                rig(true, LookupCache.of(10, Duration.ofSeconds(1)), OPTIONS).records(11, 13);
        rig.at(1_999).records(21, 23);
        assertThat(table.lookups).containsExactly(1L, 3L);
        rig.at(2_000).records(31, 33);
        assertThat(table.lookups).as("not prolonged by their use").containsExactly(1L, 3L, 1L, 3L);
        assertThat(rig.events)
                .containsExactly("11-a@11", "13-null@13", "21-a@21", "23-null@23", "31-a@31", "33-null@33");
    }

    @Test
    void when_misses_are_not_cached_then_a_key_without_rows_is_looked_up_again() throws Exception {
        rig(true, LookupCache.of(10, Duration.ofSeconds(1)).withoutMisses(), OPTIONS)
                .records(11, 13, 23, 21);
        assertThat(table.lookups).containsExactly(1L, 3L, 3L);
    }

    @Test
    void when_the_cache_is_full_then_the_key_not_used_for_longest_is_forgotten() throws Exception {
        rig(true, LookupCache.of(2, Duration.ofSeconds(1)), OPTIONS.capacity(1)).records(11, 12, 21, 13, 31, 22);
        assertThat(table.lookups).containsExactly(1L, 2L, 3L, 2L);
    }

    @Test
    void when_a_look_up_fails_then_it_is_retried_and_only_an_answer_is_cached() throws Exception {
        table.troubles = 2;
        AsyncRig rig = rig(
                        false,
                        LookupCache.of(2, Duration.ofSeconds(1)),
                        OPTIONS.retry(Retries.fixedDelay(2, Duration.ofMillis(10))))
                .records(11);
        rig.at(1_010).at(1_020).records(21);
        assertThat(rig.events).containsExactly("11-a@11", "21-a@21");
        assertThat(table.lookups).containsExactly(1L, 1L, 1L);
    }

    @Test
    void when_the_table_does_not_answer_in_time_then_the_error_names_key_and_record() throws Exception {
        table.hangs = true;
        AsyncRig rig = rig(false, null, OPTIONS.timeout(Duration.ofSeconds(2))).records(11);
        assertThatThrownBy(() -> rig.at(3_000))
                .isInstanceOf(TimeoutException.class)
                .hasMessageContaining("key 1 ")
                .hasMessageContaining("2000 ms");
        assertThat(rig.operator.failed()).isEqualTo(11L);
    }

    @Test
    void when_it_is_opened_and_closed_then_so_is_the_table() throws Exception {
        AsyncRig rig = rig(false, null, OPTIONS);
        assertThat(table.opened).isNotNull();
        rig.close();
        assertThat(table.closed).isTrue();
    }
}
