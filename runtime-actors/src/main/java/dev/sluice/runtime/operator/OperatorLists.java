package dev.sluice.runtime.operator;

import dev.sluice.api.connector.PermanentException;
import dev.sluice.api.function.TaskInfo;
import dev.sluice.api.state.ListState;
import dev.sluice.api.state.Redistribution;
import dev.sluice.api.state.StateBinder;
import dev.sluice.api.state.StateDeclaration;
import dev.sluice.persistence.checkpoint.Chunk;
import dev.sluice.persistence.checkpoint.ChunkHeader;
import dev.sluice.persistence.serde.ValueCodec;
import dev.sluice.persistence.state.Sharing;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Lists that belong to a subtask and not to a key. */
final class OperatorLists implements StateBinder {
    /** Before a list's name, in snapshots. */
    static final String PREFIX = "$list ";

    private final TaskInfo task;
    private final Sharing sharing;
    private final Map<String, Elements> lists = new LinkedHashMap<>();

    OperatorLists(TaskInfo task, Sharing sharing) {
        this.task = task;
        this.sharing = sharing;
    }

    /**
     * What one subtask wrote of a list.
     *
     * @param writers how many subtasks there were
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Part(int subtask, int writers, @Nullable Object[] elements) {
        static Part decode(Chunk chunk, ValueCodec codec) {
            ByteBuffer head = ByteBuffer.wrap(chunk.payload());
            int subtask = head.getInt();
            int writers = head.getInt();
            int start = head.position();
            return new Part(subtask, writers, codec.decodeAll(chunk.payload(), start, chunk.payload().length - start));
        }
    }

    @Override
    @SuppressWarnings("unchecked") // the user's type, which is checked when something is put in
    public <E> ListState<E> operatorList(StateDeclaration declaration) {
        Elements list = new Elements(declaration);
        lists.put(declaration.name(), list);
        return (ListState<E>) list;
    }

    void snapshot(List<OperatorSnapshot> parts, ValueCodec codec) {
        lists.forEach((name, list) -> {
            Object[] elements = list.elements.toArray();
            byte[] encoded = codec.encodeAll(elements, 0, elements.length);
            byte[] bytes = ByteBuffer.allocate(2 * Integer.BYTES + encoded.length)
                    .putInt(task.subtask())
                    .putInt(task.parallelism())
                    .put(encoded)
                    .array();
            parts.add((operator, writer, c) -> writer.chunk(
                    new ChunkHeader(operator, PREFIX + name, ChunkHeader.NOT_KEYED, elements.length),
                    bytes,
                    0,
                    bytes.length));
        });
    }

    /** Whether the chunk was written by {@link #snapshot}. */
    boolean restore(Chunk chunk, ValueCodec codec) {
        String state = chunk.header().state();
        if (!state.startsWith(PREFIX)) {
            return false;
        }
        Elements list = lists.get(state.substring(PREFIX.length()));
        if (list != null) {
            Part part = Part.decode(chunk, codec);
            list.writers = part.writers();
            list.written.put(part.subtask(), part.elements());
        }
        return true;
    }

    /** Takes out of what all subtasks wrote what is this one's. Called once, when all is restored. */
    void redistribute() throws PermanentException {
        for (Elements list : lists.values()) {
            list.redistribute();
        }
    }

    private final class Elements implements ListState<Object> {
        private final String name;
        private final StateType<Object> type;
        private final Redistribution redistribution;
        private final List<Object> elements = new ArrayList<>();

        /** By subtask, until it is known who gets what. */
        private final TreeMap<Integer, @Nullable Object[]> written = new TreeMap<>();

        private int writers;

        Elements(StateDeclaration declaration) {
            name = declaration.name();
            type = StateType.ofValue(declaration);
            redistribution = Objects.requireNonNull(declaration.redistribution());
        }

        void redistribute() throws PermanentException {
            if (written.isEmpty()) {
                return;
            }
            if (redistribution == Redistribution.IDENTICAL) {
                // A barrier may have overtaken a part of what one subtask has seen and another has not: the rest of a
                // subtask goes with its own copy.
                addAll(written.getOrDefault(
                        task.subtask() % writers, written.firstEntry().getValue()));
            } else if (writers == task.parallelism()) {
                addAll(written.getOrDefault(task.subtask(), new Object[0]));
            } else if (redistribution == Redistribution.REDISTRIBUTABLE) {
                deal();
            } else {
                throw new PermanentException("state \"" + name + "\" of operator \"" + task.operator()
                        + "\" belongs to its subtasks (Redistribution.NONE), of which there were " + writers
                        + " and are now " + task.parallelism() + ": run the operator with .parallelism(" + writers
                        + "), or declare the state REDISTRIBUTABLE");
            }
            written.clear();
        }

        private void deal() {
            int next = 0;
            for (@Nullable Object[] of : written.values()) {
                for (@Nullable Object element : of) {
                    if (next++ % task.parallelism() == task.subtask()) {
                        elements.add(Objects.requireNonNull(element));
                    }
                }
            }
        }

        private void addAll(@Nullable Object[] values) {
            Arrays.stream(values).forEach(value -> elements.add(Objects.requireNonNull(value)));
        }

        @Override
        public List<Object> get() {
            return Collections.unmodifiableList(elements);
        }

        @Override
        public void add(Object element) {
            type.check(element, "leave it out");
            elements.add(sharing.own(element));
        }

        @Override
        public void update(List<Object> replacements) {
            List<Object> own = new ArrayList<>(replacements);
            own.forEach(element -> type.check(element, "leave it out"));
            own.replaceAll(sharing::own);
            elements.clear();
            elements.addAll(own);
        }

        @Override
        public void clear() {
            elements.clear();
        }
    }
}
