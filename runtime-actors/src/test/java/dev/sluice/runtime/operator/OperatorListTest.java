package dev.sluice.runtime.operator;

import static dev.sluice.runtime.operator.Input.item;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.api.JobDefinition;
import dev.sluice.api.connector.PermanentException;
import dev.sluice.api.function.Collector;
import dev.sluice.api.function.ProcessFunction;
import dev.sluice.api.function.StatefulProcessFunction;
import dev.sluice.api.function.TaskInfo;
import dev.sluice.api.state.ListState;
import dev.sluice.api.state.Redistribution;
import dev.sluice.persistence.checkpoint.Chunk;
import dev.sluice.persistence.checkpoint.SnapshotRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class OperatorListTest {

    /** Keeps what comes, and tells all of it; a tally without a sum clears it. */
    private static final class Keeping extends StatefulProcessFunction<Tally, String> {
        private final ListState<Tally> seen;
        private String atOpening = "";

        Keeping(Redistribution redistribution) {
            seen = operatorList("seen", Tally.class, redistribution);
        }

        @Override
        public void open(TaskInfo task) {
            atOpening = seen.get().toString();
        }

        @Override
        public void process(Tally tally, ProcessFunction.Context context, Collector<String> out) {
            if (tally.sum == 0) {
                seen.clear();
            } else if (tally.sum < 0) {
                seen.update(List.of(tally, tally));
            } else {
                seen.add(tally);
            }
            tally.sum = -7; // the list must not share it
            out.collect(seen.get().toString());
        }

        @Override
        public void close() {
            assertThat(atOpening).isNotNull();
        }
    }

    private static JobDefinition job(Redistribution redistribution) {
        return (flow, params) -> flow.source("source", Ends.<Tally>source())
                .process(new Keeping(redistribution))
                .name("it")
                .sink("sink", Ends.sink());
    }

    private static Input of(long sum) {
        return item(new Tally("a", sum), 0);
    }

    @Test
    void when_records_come_then_the_list_outlives_them_and_any_restore() throws Exception {
        var observed =
                OperatorHarness.of(job(Redistribution.NONE), "it").run(of(1), of(2), of(0), of(3), of(-4), of(5));
        assertThat(observed.values())
                .containsExactly("[a=1]", "[a=1, a=2]", "[]", "[a=3]", "[a=-4, a=-4]", "[a=-4, a=-4, a=5]");
    }

    private static Instance instance(
            Redistribution redistribution, int subtask, int parallelism, List<Chunk> state, List<Output> out)
            throws Exception {
        return new Instance(
                job(redistribution),
                "it",
                new Instance.Setting(subtask, parallelism, 1024, 0, out::add, time -> {}),
                state);
    }

    /** What subtasks wrote who each kept some tallies, in an order that must not matter. */
    private static List<Chunk> written(Redistribution redistribution, long[]... sums) throws Exception {
        List<Chunk> chunks = new ArrayList<>();
        for (int i = 0; i < sums.length; i++) {
            Instance instance = instance(redistribution, i, sums.length, List.of(), new ArrayList<>());
            for (long sum : sums[i]) {
                instance.items(List.of(new Input.Item(0, new Tally("a", sum), 0)));
            }
            chunks.addAll(MemorySnapshot.write(instance.snapshot(SnapshotRequest.first(1)), instance.writingCodec()));
            instance.close();
        }
        Collections.reverse(chunks);
        return chunks;
    }

    /** What each subtask has after a restore, and one more. */
    private static List<String> restored(Redistribution redistribution, int parallelism, List<Chunk> state)
            throws Exception {
        List<String> lists = new ArrayList<>();
        for (int i = 0; i < parallelism; i++) {
            List<Output> out = new ArrayList<>();
            Instance instance = instance(redistribution, i, parallelism, state, out);
            instance.items(List.of(new Input.Item(0, new Tally("a", 9), 0)));
            lists.add(out.get(0).value().toString().replace("a=", ""));
            instance.close();
        }
        return lists;
    }

    @Test
    void when_a_list_is_redistributable_then_its_elements_are_dealt_out_evenly() throws Exception {
        List<Chunk> state = written(Redistribution.REDISTRIBUTABLE, new long[] {1, 2, 3, 4}, new long[] {5});
        assertThat(restored(Redistribution.REDISTRIBUTABLE, 2, state)).containsExactly("[1, 2, 3, 4, 9]", "[5, 9]");
        assertThat(restored(Redistribution.REDISTRIBUTABLE, 3, state))
                .containsExactly("[1, 4, 9]", "[2, 5, 9]", "[3, 9]");
        assertThat(restored(Redistribution.REDISTRIBUTABLE, 1, state)).containsExactly("[1, 2, 3, 4, 5, 9]");
    }

    @Test
    void when_a_list_is_identical_then_each_subtask_gets_it_whole_and_once() throws Exception {
        List<Chunk> state = written(Redistribution.IDENTICAL, new long[] {1, 2}, new long[] {1, 2});
        assertThat(restored(Redistribution.IDENTICAL, 3, state))
                .containsOnly("[1, 2, 9]")
                .hasSize(3);
        assertThat(restored(Redistribution.IDENTICAL, 2, state)).containsOnly("[1, 2, 9]");
        assertThat(restored(Redistribution.IDENTICAL, 1, state)).containsExactly("[1, 2, 9]");
    }

    @Test
    void when_a_list_belongs_to_its_subtask_then_it_comes_back_there_and_another_parallelism_is_refused()
            throws Exception {
        List<Chunk> state = written(Redistribution.NONE, new long[] {1, 2}, new long[] {3});
        assertThat(restored(Redistribution.NONE, 2, state)).containsExactly("[1, 2, 9]", "[3, 9]");
        assertThatThrownBy(() -> restored(Redistribution.NONE, 3, state))
                .isInstanceOf(PermanentException.class)
                .hasMessageContaining("\"seen\"")
                .hasMessageContaining("\"it\"")
                .hasMessageContaining(".parallelism(2)")
                .hasMessageContaining("REDISTRIBUTABLE");
        // And that is a way out of it.
        assertThat(restored(Redistribution.REDISTRIBUTABLE, 3, state)).containsExactly("[1, 9]", "[2, 9]", "[3, 9]");
    }

    @Test
    void when_a_list_becomes_identical_then_its_state_is_refused() throws Exception {
        List<Chunk> state = written(Redistribution.NONE, new long[] {1, 2}, new long[] {3});
        assertThatThrownBy(() -> restored(Redistribution.IDENTICAL, 2, state))
                .isInstanceOf(PermanentException.class)
                .hasMessageContaining("identical");
    }
}
