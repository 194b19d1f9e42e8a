package dev.sluice.runtime.operator;

import dev.sluice.api.connector.PermanentException;
import dev.sluice.api.graph.GraphNode;
import dev.sluice.persistence.checkpoint.Chunk;
import dev.sluice.persistence.checkpoint.ChunkHeader;
import dev.sluice.persistence.schema.OperatorSchema;
import dev.sluice.persistence.schema.SchemaChange;
import dev.sluice.persistence.serde.DamagedValueException;
import dev.sluice.persistence.serde.Evolution;
import dev.sluice.persistence.serde.UndeclaredTypeException;
import dev.sluice.persistence.serde.ValueCodec;
import dev.sluice.persistence.state.format.ForeignStateException;
import dev.sluice.persistence.state.format.NativeChunks;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The types of one operator's state: part of its snapshots, first of all, and compared with those of a snapshot before
 * any of its values is read. Values of classes that have changed since are converted as they are read.
 */
public final class OperatorTypes {
    private final String operator;
    private final StateTypes types;
    private final ValueCodec codec;
    private @Nullable Evolution evolution;

    /**
     * @param node the operator
     * @param codec the subtask's own
     */
    public OperatorTypes(GraphNode node, ValueCodec codec) {
        operator = node.name();
        types = new StateTypes(node);
        this.codec = codec;
    }

    /**
     * @param state what the operator holds at a barrier
     * @return the same behind its types
     */
    public OperatorSnapshot before(OperatorSnapshot state) {
        if (state == OperatorSnapshot.NONE || isEmpty(types.schema())) {
            return state;
        }
        return OperatorSnapshot.of(
                List.of(OperatorState.of(OperatorSchema.STATE, types.schema().bytes()), state));
    }

    private static boolean isEmpty(OperatorSchema schema) {
        return schema.key() == null && schema.states().isEmpty();
    }

    /**
     * Hands a chunk to the operator. Those of a snapshot come in the order in which they were written; several
     * snapshots come one after the other.
     *
     * @param chunk the chunk
     * @param to the operator
     * @throws PermanentException if the state cannot be what the operator keeps today
     */
    public void restore(Chunk chunk, Operator to) throws PermanentException {
        ChunkHeader header = chunk.header();
        if (header.state().equals(OperatorSchema.STATE)) {
            compare(OperatorSchema.parse(chunk.payload()));
            return;
        }
        if (evolution != null && NativeChunks.isNative(header)) {
            throw new PermanentException("the state of operator \"" + operator
                    + "\" was written as files by its backend, and its classes have changed since: take a savepoint with"
                    + " the version of the job that wrote it, and start from that");
        }
        codec.evolve(evolution == null ? null : evolution.at(header.state()));
        try {
            to.restore(chunk);
        } catch (ForeignStateException e) {
            throw new PermanentException(String.valueOf(e.getMessage()), e);
        } catch (DamagedValueException | UndeclaredTypeException e) {
            throw new PermanentException(
                    "state \"" + header.state() + "\" of operator \"" + operator + "\" cannot be read"
                            + (header.keyGroup() == ChunkHeader.NOT_KEYED ? "" : ", in key group " + header.keyGroup())
                            + ": " + e.getMessage(),
                    e);
        } finally {
            codec.evolve(null);
        }
    }

    private void compare(OperatorSchema before) throws PermanentException {
        evolution = null;
        SchemaChange change = new SchemaChange(before, types.schema(), types.live());
        if (!change.problems().isEmpty()) {
            throw new PermanentException(change.problems().get(0).message(operator));
        }
        if (change.isAny()) {
            evolution = new Evolution(codec.types(), before, types.live(), types.values());
        }
    }
}
