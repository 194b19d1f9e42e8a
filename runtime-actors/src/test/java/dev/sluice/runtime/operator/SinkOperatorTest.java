package dev.sluice.runtime.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.api.Dataflow;
import dev.sluice.api.JobDefinition;
import dev.sluice.api.Parameters;
import dev.sluice.api.connector.Sink;
import dev.sluice.api.connector.SinkContext;
import dev.sluice.api.connector.SinkWriter;
import dev.sluice.api.connector.Transaction;
import dev.sluice.api.function.TaskInfo;
import dev.sluice.api.graph.GraphNode;
import dev.sluice.persistence.checkpoint.Chunk;
import dev.sluice.persistence.checkpoint.SnapshotRequest;
import dev.sluice.persistence.serde.AllowedTypes;
import dev.sluice.persistence.serde.ValueCodec;
import dev.sluice.persistence.state.KeyKind;
import dev.sluice.persistence.state.Sharing;
import dev.sluice.persistence.state.heap.HeapBackend;
import dev.sluice.runtime.data.Batch;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** In which order a sink is written, prepared, committed and recovered. */
class SinkOperatorTest {
    private final List<String> calls = new ArrayList<>();
    private final ValueCodec codec = ValueCodec.create(AllowedTypes.builder().build());
    private String failing = "";

    /** Tells what is done with it. */
    private final class Recording implements Sink<Object> {
        @Override
        public SinkWriter<Object> open(SinkContext context) {
            calls.add("open");
            return new SinkWriter<>() {
                private final List<String> written = new ArrayList<>();

                @Override
                public void write(Object record, long timestamp) throws IOException {
                    call("write " + record + "@" + timestamp);
                    written.add(record.toString());
                }

                @Override
                public Transaction checkpoint(long checkpoint) {
                    calls.add("checkpoint " + checkpoint);
                    if (written.isEmpty()) {
                        return null;
                    }
                    String all = String.join("+", written);
                    written.clear();
                    return new Transaction() {
                        @Override
                        public byte[] prepare() throws IOException {
                            call("prepare " + all);
                            return all.getBytes(StandardCharsets.UTF_8);
                        }

                        @Override
                        public void commit() throws IOException {
                            call("commit " + all);
                        }
                    };
                }

                @Override
                public void close() {
                    calls.add("close");
                }
            };
        }

        @Override
        public void recover(SinkContext context, List<byte[]> transactions) {
            calls.add("recover "
                    + transactions.stream()
                            .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                            .toList());
        }

        private void call(String what) throws IOException {
            calls.add(what);
            if (what.equals(failing)) {
                throw new IOException("the disk is full");
            }
        }
    }

    private SinkOperator operator(int subtask, List<Chunk> state) throws Exception {
        JobDefinition job = (flow, params) -> flow.source("in", Ends.source()).sink("out", new Recording());
        GraphNode node = Dataflow.define(JobDefinition.named("job", job), Parameters.none())
                .nodes()
                .get(1);
        TaskInfo task = new TaskInfo("job", "out", subtask, 2, 1);
        OperatorContext context = new OperatorContext(
                task,
                128,
                new HeapBackend(),
                codec,
                new Sharing(codec),
                () -> Instant.EPOCH,
                name -> n -> {},
                () -> {});
        SinkOperator operator =
                (SinkOperator) Operators.create(node.spec(), KeyKind.OBJECT, context, new TestSinkContext(task));
        state.forEach(operator::restore);
        operator.open();
        return operator;
    }

    private void write(SinkOperator operator, Object... records) throws Exception {
        Batch batch = new Batch(records.length);
        for (Object record : records) {
            batch.add(record, 7);
        }
        operator.process(0, batch, new Emitter(1, Set.of(), new Sharing(codec)));
        assertThat(batch.hasNext()).isFalse();
    }

    private List<String> taken() {
        List<String> taken = List.copyOf(calls);
        calls.clear();
        return taken;
    }

    @Test
    void when_checkpoints_complete_then_each_transaction_is_prepared_with_the_snapshot_and_committed_after_it()
            throws Exception {
        SinkOperator operator = operator(0, List.of());
        assertThat(taken()).containsExactly("recover []", "open");
        write(operator, "a", "b");
        OperatorSnapshot first = operator.snapshot(SnapshotRequest.first(1));
        write(operator, "c");
        assertThat(taken()).containsExactly("write a@7", "write b@7", "checkpoint 1", "write c@7");
        assertThat(MemorySnapshot.write(first, codec)).hasSize(1);
        assertThat(taken()).containsExactly("prepare a+b");
        operator.transactions().commitUpTo(1);
        assertThat(taken()).containsExactly("commit a+b");
        MemorySnapshot.write(operator.snapshot(SnapshotRequest.first(2)), codec);
        operator.transactions().commitUpTo(2);
        operator.transactions().commitUpTo(2);
        assertThat(taken()).containsExactly("checkpoint 2", "prepare c", "commit c");
        operator.close();
        assertThat(taken()).containsExactly("close");
    }

    @Test
    void when_a_checkpoint_is_given_up_then_its_transaction_is_part_of_the_next_one() throws Exception {
        SinkOperator operator = operator(0, List.of());
        write(operator, "a");
        OperatorSnapshot lost = operator.snapshot(SnapshotRequest.first(1));
        lost.release();
        write(operator, "b");
        OperatorSnapshot second = operator.snapshot(SnapshotRequest.first(2));
        taken();
        List<Chunk> chunks = MemorySnapshot.write(second, codec);
        assertThat(taken()).containsExactly("prepare a", "prepare b");
        assertThat(chunks).hasSize(2);
        operator.transactions().commitUpTo(2);
        assertThat(taken()).containsExactly("commit a", "commit b");
    }

    @Test
    void when_an_earlier_checkpoint_completes_late_then_only_its_own_transactions_are_committed() throws Exception {
        SinkOperator operator = operator(0, List.of());
        write(operator, "a");
        OperatorSnapshot first = operator.snapshot(SnapshotRequest.first(1));
        write(operator, "b");
        OperatorSnapshot second = operator.snapshot(SnapshotRequest.first(2));
        taken();
        assertThat(MemorySnapshot.write(second, codec)).hasSize(2);
        assertThat(MemorySnapshot.write(first, codec)).hasSize(1);
        assertThat(taken()).as("each is prepared once").containsExactly("prepare a", "prepare b");
        operator.transactions().commitUpTo(1);
        assertThat(taken()).containsExactly("commit a");
        operator.transactions().commitUpTo(2);
        assertThat(taken()).containsExactly("commit b");
    }

    @Test
    void when_a_commit_fails_then_it_is_repeated_and_what_was_committed_is_not() throws Exception {
        SinkOperator operator = operator(0, List.of());
        write(operator, "a");
        operator.snapshot(SnapshotRequest.first(1));
        write(operator, "b");
        MemorySnapshot.write(operator.snapshot(SnapshotRequest.first(2)), codec);
        taken();
        failing = "commit b";
        assertThatThrownBy(() -> operator.transactions().commitUpTo(2)).hasMessage("the disk is full");
        failing = "";
        operator.transactions().commitUpTo(2);
        assertThat(taken()).containsExactly("commit a", "commit b", "commit b");
    }

    @Test
    void when_preparing_fails_then_the_snapshot_fails_and_the_next_one_prepares_it_again() throws Exception {
        SinkOperator operator = operator(0, List.of());
        write(operator, "a");
        OperatorSnapshot first = operator.snapshot(SnapshotRequest.first(1));
        taken();
        failing = "prepare a";
        assertThatThrownBy(() -> MemorySnapshot.write(first, codec)).hasMessage("the disk is full");
        failing = "";
        assertThat(MemorySnapshot.write(operator.snapshot(SnapshotRequest.first(2)), codec))
                .hasSize(1);
        assertThat(taken()).containsExactly("prepare a", "checkpoint 2", "prepare a");
    }

    @Test
    void when_it_is_restored_then_the_first_subtask_recovers_all_transactions_before_anything_is_opened()
            throws Exception {
        List<Chunk> state = new ArrayList<>();
        for (int subtask = 0; subtask < 2; subtask++) {
            SinkOperator operator = operator(subtask, List.of());
            write(operator, "of " + subtask);
            state.addAll(MemorySnapshot.write(operator.snapshot(SnapshotRequest.first(1)), codec));
        }
        taken();
        operator(0, state);
        assertThat(taken()).containsExactly("recover [of 0, of 1]", "open");
        operator(1, state);
        assertThat(taken()).containsExactly("open");
    }

    @Test
    void when_a_record_cannot_be_written_then_the_batch_is_at_that_record() throws Exception {
        SinkOperator operator = operator(0, List.of());
        failing = "write b@7";
        Batch batch = new Batch(3);
        batch.add("a", 7);
        batch.add("b", 7);
        batch.add("c", 7);
        assertThatThrownBy(() -> operator.process(0, batch, new Emitter(1, Set.of(), new Sharing(codec))))
                .hasMessage("the disk is full");
        assertThat(batch.next()).isEqualTo(1);
    }
}
