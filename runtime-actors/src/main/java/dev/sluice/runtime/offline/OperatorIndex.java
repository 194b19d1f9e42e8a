package dev.sluice.runtime.offline;

import dev.sluice.persistence.schema.OperatorSchema;
import dev.sluice.runtime.operator.StateParts;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an operator before any of its state is read.
 *
 * @param uid what its state is found by
 * @param schema its types; null in what old releases wrote
 * @param declared the states that its function declared, by name
 * @param unkeyed the names of what it keeps without keys
 * @param watermark its event time, the earliest of its subtasks; null if it has none
 */
record OperatorIndex(
        String uid,
        @Nullable OperatorSchema schema,
        Map<String, StateParts.Declared> declared,
        Set<String> unkeyed,
        @Nullable Long watermark) {

    OperatorSchema requiredSchema() {
        return Objects.requireNonNullElseGet(schema, () -> {
            throw new IllegalArgumentException("operator \"" + uid + "\" does not say of what types its state is: an"
                    + " older release wrote it. Start a job from it, and take a savepoint of that");
        });
    }

    /** What there is to read, for errors. */
    String states() {
        if (schema == null || schema.states().isEmpty()) {
            return "no state with a name";
        }
        StringBuilder text = new StringBuilder();
        schema.states()
                .forEach((name, type) -> text.append(text.isEmpty() ? "" : ", ")
                        .append('"')
                        .append(name)
                        .append("\" of ")
                        .append(type.text()));
        return text.toString();
    }
}
