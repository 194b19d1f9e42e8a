package dev.sluice.runtime.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.api.async.AsyncFunction;
import dev.sluice.api.async.AsyncOptions;
import dev.sluice.api.async.FunctionRequests;
import dev.sluice.api.async.Retries;
import dev.sluice.persistence.checkpoint.Chunk;
import dev.sluice.persistence.checkpoint.SnapshotRequest;
import dev.sluice.runtime.data.Control;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AsyncOperatorTest {
    private static final Control MARK = new Control.Watermark(50);
    private static final AsyncOptions<Object> ORDERED = AsyncOptions.ordered();
    private static final AsyncOptions<Object> UNORDERED = AsyncOptions.unordered();
    private static final AsyncOptions<Object> SECOND = ORDERED.timeout(Duration.ofSeconds(1));

    @Test
    void when_results_are_ordered_then_a_later_answer_waits_for_the_earlier() throws Exception {
        AsyncRig rig = new AsyncRig(ORDERED).records(1, 2, 3);
        rig.answer(3, "c").answer(2, "b", "b2");
        assertThat(rig.events).isEmpty();
        rig.answer(1, "a");
        assertThat(rig.events).containsExactly("a@1", "b@2", "b2@2", "c@3");
    }

    @Test
    void when_results_are_unordered_then_they_go_on_as_they_come_but_not_past_a_watermark() throws Exception {
        AsyncRig rig = new AsyncRig(UNORDERED)
                .records(1, 2)
                .control(MARK)
                .records(3, 4)
                .answer(4, "d")
                .answer(2, "b");
        assertThat(rig.events).containsExactly("b@2");
        rig.answer(1, "a");
        assertThat(rig.events).containsExactly("b@2", "a@1", MARK, "d@4");
        rig.answer(3);
        assertThat(rig.events).as("no result").hasSize(4);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void when_nothing_is_in_flight_then_event_time_idleness_and_the_end_go_on_at_once(boolean ordered)
            throws Exception {
        AsyncRig rig = new AsyncRig(ordered ? ORDERED : UNORDERED);
        List<Control> controls = List.of(
                MARK,
                new Control.Idle(),
                new Control.Active(),
                new Control.Barrier(SnapshotRequest.first(3)),
                new Control.EndOfInput());
        for (Control control : controls) {
            rig.control(control);
        }
        assertThat(rig.events).isEqualTo(controls);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void when_a_request_is_in_flight_then_event_time_and_the_end_wait_and_a_barrier_does_not(boolean ordered)
            throws Exception {
        Control barrier = new Control.Barrier(SnapshotRequest.first(3));
        Control end = new Control.EndOfInput();
        AsyncRig rig = new AsyncRig((ordered ? ORDERED : UNORDERED).capacity(1))
                .records(1)
                .control(new Control.Watermark(40))
                .control(new Control.Idle())
                .control(MARK)
                .control(barrier)
                .control(end);
        assertThat(rig.events).containsExactly(barrier);
        rig.answer(1, "a");
        assertThat(rig.events).as("the last watermark says all").containsExactly(barrier, "a@1", MARK, end);
    }

    @Test
    void when_the_capacity_is_used_up_then_no_more_is_asked_and_the_next_batch_waits() throws Exception {
        AsyncRig rig = new AsyncRig(ORDERED.capacity(2)).batch(new Control.Barrier(SnapshotRequest.first(1)), 1, 2, 3);
        assertThat(rig.open()).containsExactly(1L, 2L);
        assertThat(rig.events)
                .as("the barrier behind the batch")
                .containsExactly(new Control.Barrier(SnapshotRequest.first(1)));
        rig.records(4);
        assertThat(rig.offered()).isEqualTo(1);
        rig.answer(2, "b");
        assertThat(rig.open()).as("results that have not gone on count").containsExactly(1L);
        rig.answer(1, "a");
        assertThat(rig.open()).containsExactly(3L, 4L);
        assertThat(rig.offered()).isZero();
    }

    @Test
    void when_the_capacity_is_one_then_one_is_asked_after_the_other() throws Exception {
        AsyncRig rig = new AsyncRig(UNORDERED.capacity(1), 1, 0, 1, List.of()).records(1, 2);
        assertThat(rig.open()).containsExactly(1L);
        rig.answer(1, "a");
        assertThat(rig.open()).containsExactly(2L);
        rig.answer(2, "b");
        assertThat(rig.events).containsExactly("a@1", "b@2");
    }

    @Test
    void when_answers_come_before_anybody_has_looked_then_the_subtask_is_woken_once() throws Exception {
        AsyncRig rig = new AsyncRig(ORDERED).records(1, 2);
        rig.open(1).answer().complete(List.of("a"));
        rig.open(2).answer().complete(List.of("b"));
        assertThat(rig.wakes).isEqualTo(1);
        rig.work().records(3);
        rig.open(3).answer().complete(List.of("c"));
        assertThat(rig.wakes).isEqualTo(2);
        rig.records(4).close();
        rig.open(4).answer().complete(List.of("d"));
        assertThat(rig.wakes).as("nobody is there").isEqualTo(2);
    }

    @Test
    void when_the_answer_is_there_at_once_then_nobody_is_woken() throws Exception {
        AsyncFunction<Object, Object> function = record -> CompletableFuture.completedFuture(List.of(record));
        AsyncRig rig = new AsyncRig(new FunctionRequests<>(function), ORDERED.capacity(2), 1, 0, 1, List.of())
                .records(1, 2, 3, 4, 5);
        assertThat(rig.events).containsExactly("1@1", "2@2", "3@3", "4@4", "5@5");
        assertThat(rig.wakes).isZero();
    }

    @Test
    void when_there_is_no_answer_in_time_then_the_request_fails_and_the_record_is_known() throws Exception {
        AsyncRig rig = new AsyncRig(SECOND).records(1, 2);
        rig.at(1_500).records(3).answer(1, "a");
        assertThat(rig.operator.nextTick()).isEqualTo(2_000);
        rig.at(1_999);
        assertThatThrownBy(() -> rig.at(2_000))
                .isInstanceOf(TimeoutException.class)
                .hasMessageContaining("within 1000 ms")
                .hasMessageContaining("AsyncOptions.timeout");
        assertThat(rig.operator.failed()).isEqualTo(2L);
        assertThat(rig.counters).containsEntry("timeouts", 1L);
    }

    @Test
    void when_the_answer_has_come_in_time_but_nobody_has_looked_then_it_counts() throws Exception {
        AsyncRig rig = new AsyncRig(SECOND).records(1);
        rig.open(1).answer().complete(List.of("a"));
        rig.at(9_000);
        assertThat(rig.events).containsExactly("a@1");
        assertThat(rig.operator.nextTick()).isEqualTo(Long.MAX_VALUE);
    }

    /** Goes on with an excuse if there is no answer in time. */
    private static final class Excused implements AsyncFunction<Object, Object> {
        private static final long serialVersionUID = 1;

        private final transient CompletableFuture<Collection<Object>> never = new CompletableFuture<>();

        @Override
        public CompletionStage<Collection<Object>> invoke(Object record) {
            return never;
        }

        @Override
        public Collection<Object> timeout(Object record, Duration timeout) {
            return List.of("no " + record + " in " + timeout.toMillis());
        }
    }

    @Test
    void when_the_function_knows_what_to_do_without_an_answer_then_that_goes_on_and_a_late_one_does_not()
            throws Exception {
        Excused function = new Excused();
        AsyncRig rig = new AsyncRig(new FunctionRequests<>(function), SECOND, 8, 0, 1, List.of()).records(1);
        rig.at(2_000);
        function.never.complete(List.of("late"));
        rig.work();
        assertThat(rig.events).containsExactly("no 1 in 1000@1");
    }

    @Test
    void when_a_request_fails_then_it_is_made_again_after_the_delay_as_often_as_the_strategy_says() throws Exception {
        AsyncRig rig = new AsyncRig(ORDERED.retry(Retries.fixedDelay(2, Duration.ofMillis(100)))).records(1, 2);
        rig.refuse(1, new IOException("first")).answer(2, "b");
        assertThat(rig.operator.nextTick()).isEqualTo(1_100);
        assertThat(rig.at(1_099).open()).isEmpty();
        assertThat(rig.at(1_100).open()).containsExactly(1L);
        rig.refuse(1, new CompletionException(new IOException("second"))).at(1_200);
        assertThatThrownBy(() -> rig.refuse(1, new CompletionException(new IOException("third"))))
                .isInstanceOf(IOException.class)
                .hasMessage("third");
        assertThat(rig.operator.failed()).isEqualTo(1L);
        assertThat(rig.counters).containsEntry("retries", 2L);
        assertThat(rig.events).isEmpty();
    }

    @Test
    void when_a_retry_succeeds_then_the_order_is_kept() throws Exception {
        AsyncRig rig = new AsyncRig(ORDERED.retry(Retries.fixedDelay(1, Duration.ZERO))).records(1, 2);
        rig.refuse(1, new IOException("first")).answer(2, "b").answer(1, "a");
        assertThat(rig.events).containsExactly("a@1", "b@2");
    }

    @Test
    void when_the_delay_grows_then_it_does_so_up_to_the_longest() throws Exception {
        AsyncRig rig = new AsyncRig(
                        ORDERED.retry(Retries.exponentialBackoff(4, Duration.ofMillis(100), Duration.ofMillis(350), 2)))
                .records(1);
        List<Long> delays = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            rig.refuse(1, new IOException("down"));
            delays.add(rig.operator.nextTick() - rig.now);
            rig.at(rig.operator.nextTick());
        }
        assertThat(delays).containsExactly(100L, 200L, 350L, 350L);
    }

    @Test
    void when_a_retry_would_come_after_the_timeout_then_the_timeout_counts() throws Exception {
        AsyncRig rig = new AsyncRig(SECOND.retry(Retries.fixedDelay(5, Duration.ofMillis(700)))).records(1);
        rig.refuse(1, new IOException("first")).at(1_700).refuse(1, new IOException("second"));
        assertThatThrownBy(() -> rig.at(2_400)).isInstanceOf(TimeoutException.class);
    }

    @Test
    void when_an_exception_is_not_worth_it_then_it_is_not_tried_again() throws Exception {
        AsyncRig rig = new AsyncRig(ORDERED.retry(
                        Retries.fixedDelay(5, Duration.ofMillis(1)).ifException(IOException.class::isInstance)))
                .records(1);
        assertThatThrownBy(() -> rig.refuse(1, new IllegalArgumentException("bad")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void when_a_result_is_not_good_enough_then_it_is_asked_for_again_and_the_last_counts() throws Exception {
        AsyncRig rig = new AsyncRig(ORDERED.retry(
                        Retries.fixedDelay(1, Duration.ofMillis(10)).ifResult(Collection::isEmpty)))
                .records(1, 2);
        rig.answer(1).answer(2, "b");
        assertThat(rig.events).isEmpty();
        rig.at(1_010).answer(1);
        assertThat(rig.events).containsExactly("b@2");
    }

    @Test
    void when_the_function_itself_fails_or_gives_nothing_then_the_record_is_known() throws Exception {
        AsyncFunction<Object, Object> failing = record -> {
            throw new IOException("no connection");
        };
        AsyncRig rig = new AsyncRig(new FunctionRequests<>(failing), ORDERED, 8, 0, 1, List.of());
        assertThatThrownBy(() -> rig.records(7)).hasMessage("no connection");
        assertThat(rig.operator.failed()).isEqualTo(7L);
        AsyncFunction<Object, Object> none = record -> null;
        AsyncRig empty = new AsyncRig(new FunctionRequests<>(none), ORDERED, 8, 0, 1, List.of());
        assertThatThrownBy(() -> empty.records(8)).hasMessageContaining("null instead of a CompletionStage");
        AsyncRig nothing = new AsyncRig(ORDERED).records(9);
        nothing.open(9).answer().complete(null);
        assertThatThrownBy(nothing::work).hasMessageContaining("completed with null");
        assertThat(nothing.operator.failed()).isEqualTo(9L);
    }

    @Test
    void when_a_snapshot_is_restored_then_what_was_in_flight_is_asked_again_in_order() throws Exception {
        AsyncRig rig =
                new AsyncRig(ORDERED.capacity(2)).records(1, 2, 3).control(MARK).answer(2, "b");
        List<Chunk> state = rig.snapshot();
        AsyncRig restored = new AsyncRig(ORDERED.capacity(2), 1, 0, 1, state);
        assertThat(restored.asked).as("before it runs").isEmpty();
        restored.work().records(4);
        assertThat(restored.open()).containsExactly(1L, 2L);
        restored.answer(2, "b").answer(1, "a").answer(4, "d").answer(3, "c");
        assertThat(restored.events).containsExactly("a@1", "b@2", "c@3", MARK, "d@4");
    }

    @Test
    void when_nothing_is_in_flight_then_nothing_is_kept() throws Exception {
        AsyncRig rig = new AsyncRig(UNORDERED)
                .records(1, 2)
                .control(MARK)
                .answer(1, "a")
                .answer(2, "b");
        assertThat(rig.snapshot()).isEmpty();
    }

    @Test
    void when_the_parallelism_changes_then_what_was_in_flight_is_dealt_out() throws Exception {
        List<Chunk> state = new ArrayList<>();
        for (int subtask = 0; subtask < 2; subtask++) {
            AsyncRig rig = new AsyncRig(ORDERED, 8, subtask, 2, List.of())
                    .records(10 * subtask + 1, 10 * subtask + 2)
                    .control(MARK)
                    .records(10 * subtask + 3);
            state.addAll(0, rig.snapshot());
        }
        List<Object> asked = new ArrayList<>();
        for (int subtask = 0; subtask < 3; subtask++) {
            AsyncRig rig = new AsyncRig(ORDERED, 8, subtask, 3, state).work();
            assertThat(rig.open()).hasSize(2);
            asked.addAll(rig.open());
            for (Object record : rig.open()) {
                rig.answer((Long) record, "x");
            }
            assertThat(rig.events).as("no other subtask's watermark").hasSize(2);
        }
        assertThat(asked).containsExactlyInAnyOrder(1L, 2L, 3L, 11L, 12L, 13L);
    }

    @Test
    void when_the_function_changes_its_record_then_the_snapshot_has_the_one_that_came() throws Exception {
        AsyncFunction<Object, Object> changing = record -> {
            ((long[]) record)[0]++;
            return new CompletableFuture<>();
        };
        AsyncRig rig = new AsyncRig(new FunctionRequests<>(changing), ORDERED, 8, 0, 1, List.of());
        rig.operator.record(new long[] {5}, 1);
        rig.work();
        AsyncRig restored = new AsyncRig(ORDERED, 8, 0, 1, rig.snapshot()).work();
        assertThat((long[]) restored.open().get(0)).containsExactly(5);
    }
}
