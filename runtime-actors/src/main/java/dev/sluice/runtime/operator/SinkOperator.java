package dev.sluice.runtime.operator;

import dev.sluice.api.connector.Sink;
import dev.sluice.api.connector.SinkContext;
import dev.sluice.api.connector.SinkWriter;
import dev.sluice.api.connector.Transaction;
import dev.sluice.persistence.checkpoint.Chunk;
import dev.sluice.persistence.checkpoint.ChunkHeader;
import dev.sluice.persistence.checkpoint.SnapshotRequest;
import dev.sluice.runtime.data.Batch;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The end of a stream: writes, and closes a transaction at each barrier. */
public final class SinkOperator implements Operator {
    private static final String TRANSACTIONS = "transactions";

    private final Sink<Object> sink;
    private final SinkContext context;
    private final TransactionLog log = new TransactionLog();
    private final List<byte[]> restored = new ArrayList<>();
    private @Nullable SinkWriter<Object> writer;

    SinkOperator(Sink<Object> sink, SinkContext context) {
        this.sink = sink;
        this.context = context;
    }

    /** @return the transactions that wait for their checkpoint to complete */
    public TransactionLog transactions() {
        return log;
    }

    /** Commits what the restored checkpoint holds, then opens the writer. Called on a thread that may block. */
    @Override
    public void open() throws Exception {
        if (context.task().subtask() == 0) {
            sink.recover(context, restored);
        }
        writer = sink.open(context);
    }

    /**
     * All input was read and committed. Called on a thread that may block.
     *
     * @throws Exception what the sink throws
     */
    public void finish() throws Exception {
        if (context.task().subtask() == 0) {
            sink.finish(context);
        }
    }

    @Override
    public void process(int input, Batch in, Emitter out) throws Exception {
        SinkWriter<Object> open = writer();
        int i = in.next();
        try {
            for (; i < in.size() && !out.isStopped(); i++) {
                open.write(in.value(i), in.timestamps[i]);
            }
        } finally {
            in.next(i);
        }
    }

    @Override
    public void onIdle() throws Exception {
        writer().idle();
    }

    @Override
    public OperatorSnapshot snapshot(SnapshotRequest request) throws Exception {
        Transaction transaction = writer().checkpoint(request.checkpoint());
        if (transaction != null) {
            log.add(request.checkpoint(), transaction);
        }
        return (operator, chunks, codec) -> {
            for (byte[] prepared : log.prepareUpTo(request.checkpoint())) {
                chunks.chunk(
                        new ChunkHeader(operator, TRANSACTIONS, ChunkHeader.NOT_KEYED, 1),
                        prepared,
                        0,
                        prepared.length);
            }
        };
    }

    @Override
    public void restore(Chunk chunk) {
        restored.add(chunk.payload());
    }

    private SinkWriter<Object> writer() {
        return Objects.requireNonNull(writer, "the sink is not open");
    }

    @Override
    public void close() throws Exception {
        if (writer != null) {
            writer.close();
        }
    }
}
