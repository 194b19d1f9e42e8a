package dev.sluice.runtime.operator;

import dev.sluice.api.function.AggregateFunction;
import dev.sluice.api.state.StateDeclaration;
import dev.sluice.api.window.Window;
import dev.sluice.persistence.checkpoint.Chunk;
import dev.sluice.persistence.checkpoint.ChunkHeader;
import dev.sluice.persistence.serde.ValueCodec;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What operators write into snapshots, for whoever reads them without running the operators. */
public final class StateParts {
    /** The operator's event time. */
    public static final String WATERMARK = OperatorState.WATERMARK;

    /** The event-time timers of a function. */
    public static final String EVENT_TIMERS = KeyedTimers.EVENT_TIME;

    /** The processing-time timers of a function. */
    public static final String PROCESSING_TIMERS = KeyedTimers.PROCESSING_TIME;

    /** What was broadcast. */
    public static final String BROADCAST = BroadcastProcessOperator.STATE;

    /** The name under which a rolling aggregate keeps its accumulators. */
    public static final String AGGREGATED = AggregateOperator.STATE;

    /** The name under which a rolling reduction keeps its values. */
    public static final String REDUCED = ReduceOperator.STATE;

    /** The names under which window operators keep what is in windows; each has one of them. */
    public static final List<String> WINDOWS = List.of("slices", "sessions", "panes");

    private StateParts() {}

    /**
     * How a state was declared.
     *
     * @param description its kind and types in words
     * @param expires whether it has a time to live, so that what is kept says when it was written
     */
    public record Declared(String description, boolean expires) {

        /** @return whether it is a list that all subtasks keep alike */
        public boolean isIdentical() {
            return description.endsWith("of identical elements");
        }
    }

    /**
     * A list of one subtask.
     *
     * @param subtask whose it is
     * @param elements in their order
     */
    public record OperatorList(int subtask, List<Object> elements) {}

    /** Takes what is in a window. */
    @FunctionalInterface
    public interface InWindow {
        /**
         * @param start of the window, or of the slice; event time or processing time, as the windows have
         * @param end of the window, exclusive; empty for a slice, whose window decides
         * @param contents an accumulator or a list of records
         */
        void accept(long start, @Nullable Long end, Object contents);
    }

    /**
     * @param chunk of any state
     * @return by name the states by key or subtask that a function declared, as far as this chunk says; empty for
     *     others
     */
    public static Map<String, Declared> declared(Chunk chunk, ValueCodec codec) {
        if (!chunk.header().state().equals(RestoredStates.OF_FUNCTION)) {
            return Map.of();
        }
        RestoredStates states = new RestoredStates(RestoredStates.OF_FUNCTION, List.of(), codec);
        states.restore(chunk);
        return states.restored();
    }

    /**
     * @param chunk of {@link #WATERMARK}
     * @return the event time of the subtask that wrote it
     */
    public static long watermark(Chunk chunk) {
        return RestoredTimes.earliest(chunk);
    }

    /**
     * @param name of an operator's list
     * @return the name under which it is written
     */
    public static String listState(String name) {
        return OperatorLists.PREFIX + name;
    }

    /**
     * @param header of a chunk
     * @return whether it holds an operator's list
     */
    public static boolean isList(ChunkHeader header) {
        return header.state().startsWith(OperatorLists.PREFIX);
    }

    /**
     * @param chunk of an operator's list
     * @param codec reads it
     * @return what it holds
     */
    public static OperatorList list(Chunk chunk, ValueCodec codec) {
        OperatorLists.Part part = OperatorLists.Part.decode(chunk, codec);
        List<Object> elements = new ArrayList<>();
        for (@Nullable Object element : part.elements()) {
            elements.add(Objects.requireNonNull(element));
        }
        return new OperatorList(part.subtask(), elements);
    }

    /**
     * @param chunk of {@link #BROADCAST}
     * @param codec reads it
     * @return the maps by the names of their states
     */
    @SuppressWarnings("unchecked") // written by BroadcastState
    public static Map<String, Map<Object, Object>> broadcast(Chunk chunk, ValueCodec codec) {
        Object maps = codec.decode(chunk.payload(), 0, chunk.payload().length);
        return maps == null ? Map.of() : (Map<String, Map<Object, Object>>) maps;
    }

    /**
     * @param kind of a state with a time to live
     * @param kept what is kept of it
     * @return the same without the times at which it was written
     */
    public static Object withoutTimes(StateDeclaration.Kind kind, Object kept) {
        return Objects.requireNonNull(Expiry.ended(kind).keep(kept));
    }

    /**
     * @param function an aggregate
     * @return the type of its accumulators, null if it is not known
     */
    public static @Nullable Type accumulatorType(AggregateFunction<?, ?, ?> function) {
        return StateTypes.accumulator(function);
    }

    /**
     * Takes apart what a window operator keeps of one key.
     *
     * @param namespace of the entry
     * @param kept its value
     * @param each is given each window or slice
     */
    public static void windows(long namespace, Object kept, InWindow each) {
        if (kept instanceof Session first) {
            for (Session session = first; session != null; session = session.next) {
                each.accept(session.start, session.end, session.accumulator);
            }
        } else if (kept instanceof List<?> panes && !panes.isEmpty() && panes.get(0) instanceof Pane) {
            panes.forEach(pane -> accept((Pane) pane, each));
        } else {
            each.accept(namespace, null, kept);
        }
    }

    private static void accept(Pane pane, InWindow each) {
        Window window = pane.window;
        if (pane.contents != null) {
            each.accept(window.start(), window.end(), pane.contents);
        }
    }
}
