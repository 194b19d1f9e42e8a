package dev.sluice.api.function;

import java.util.Objects;

/**
 * Names a side output. Two tags are the same output if their ids are equal.
 *
 * @param <T> the type of the records of the side output
 */
@SuppressWarnings("UnusedTypeParameter") // it types the side output that is read by the tag
public final class OutputTag<T> {
    private final String id;

    private OutputTag(String id) {
        this.id = id;
    }

    /**
     * @param id the name, unique within the operator
     * @param <T> the type of the records
     * @return the tag
     */
    public static <T> OutputTag<T> of(String id) {
        if (id.isBlank()) {
            throw new IllegalArgumentException("a side output needs a name: OutputTag.of(\"late\")");
        }
        return new OutputTag<>(id);
    }

    /** @return the name of the side output */
    public String id() {
        return id;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof OutputTag<?> tag && tag.id.equals(id);
    }

    @Override
    public int hashCode() {
        return Objects.hash(id);
    }

    @Override
    public String toString() {
        return "OutputTag(" + id + ")";
    }
}
