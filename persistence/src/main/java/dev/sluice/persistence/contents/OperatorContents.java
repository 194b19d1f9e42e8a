package dev.sluice.persistence.contents;

import dev.sluice.persistence.schema.OperatorSchema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is held of one operator.
 *
 * @param uid what its state is found by
 * @param name what people call it; the uid where the savepoint does not say
 * @param schema the types of its state; null if it has none that are known
 * @param states by name
 */
public record OperatorContents(
        String uid, String name, @Nullable OperatorSchema schema, List<StateContents> states) {
    public OperatorContents {
        states = List.copyOf(states);
    }

    /** @return how many bytes all of it is, uncompressed */
    public long bytes() {
        return states.stream().mapToLong(StateContents::bytes).sum();
    }
}
