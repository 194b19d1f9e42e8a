package dev.sluice.runtime.task;

import dev.sluice.api.graph.GraphNode;
import dev.sluice.persistence.checkpoint.ChunkHeader;
import dev.sluice.persistence.checkpoint.SnapshotWriter;
import dev.sluice.persistence.serde.ValueCodec;
import dev.sluice.runtime.channel.InFlight;
import dev.sluice.runtime.data.Batch;
import dev.sluice.runtime.operator.OperatorSnapshot;
import dev.sluice.runtime.plan.PhysicalPlan;
import dev.sluice.runtime.plan.PlanEdge;
import dev.sluice.runtime.plan.Vertex;
import java.io.IOException;
import java.util.List;

/**
 * The part of a snapshot that a barrier has overtaken. Records are labelled with names that mean the same in a plan of
 * another parallelism.
 *
 * @param plan the job's
 * @param vertex the subtask's
 * @param subtask the subtask
 * @param inFlight what was overtaken
 */
record InFlightPart(PhysicalPlan plan, Vertex vertex, int subtask, List<InFlight> inFlight)
        implements OperatorSnapshot {
    /** Records in a chunk: an operator that was firing may have left any number of them. */
    private static final int ENTRIES = 4 * Batch.TARGET;

    /** What an operator is called in snapshots. */
    static String idOf(GraphNode operator) {
        return operator.uid() == null ? operator.name() : operator.uid();
    }

    @Override
    public void write(String operator, SnapshotWriter writer, ValueCodec codec) throws IOException {
        for (InFlight piece : inFlight) {
            InFlightFormat.Label label = label(piece);
            Batch batch = piece.batch();
            int from = 0;
            do {
                int to = Math.min(batch.size(), from + ENTRIES);
                byte[] bytes = InFlightFormat.encode(label, batch, from, to, codec);
                ChunkHeader header =
                        new ChunkHeader(operator, label.operator(), ChunkHeader.NOT_KEYED, Math.max(1, to - from));
                writer.chunk(header, bytes, 0, bytes.length);
                from = to;
            } while (from < batch.size());
        }
    }

    private InFlightFormat.Label label(InFlight piece) {
        if (piece instanceof InFlight.InChain between) {
            return new InFlightFormat.Label(
                    InFlightFormat.Where.CHAIN,
                    idOf(vertex.operators().get(between.place())),
                    between.input(),
                    0,
                    0,
                    subtask,
                    vertex.parallelism());
        }
        InFlight.OnChannel channel = (InFlight.OnChannel) piece;
        List<PlanEdge> own = channel.arrived() ? vertex.inputs() : vertex.outputs();
        PlanEdge edge = own.stream()
                .filter(candidate -> candidate.index() == channel.edge())
                .findFirst()
                .orElseThrow();
        Vertex receiver = plan.vertices().get(edge.to());
        return new InFlightFormat.Label(
                channel.arrived() ? InFlightFormat.Where.ARRIVED : InFlightFormat.Where.UNSENT,
                idOf(receiver.head()),
                receiver.inputs().indexOf(edge),
                channel.from(),
                plan.vertices().get(edge.from()).parallelism(),
                channel.to(),
                receiver.parallelism());
    }
}
