package dev.sluice.runtime.operator;

import dev.sluice.api.function.AggregateFunction;
import dev.sluice.api.function.KeySelector;
import dev.sluice.api.function.LongAggregateFunction;
import dev.sluice.api.function.ReduceFunction;
import dev.sluice.api.graph.Fold;
import dev.sluice.api.graph.GraphEdge;
import dev.sluice.api.graph.GraphNode;
import dev.sluice.api.graph.OperatorSpec;
import dev.sluice.api.graph.OperatorSpec.AggregateSpec;
import dev.sluice.api.graph.OperatorSpec.IntervalJoinSpec;
import dev.sluice.api.graph.OperatorSpec.ReduceSpec;
import dev.sluice.api.graph.OperatorSpec.WindowSpec;
import dev.sluice.api.graph.Partitioning;
import dev.sluice.api.state.StateDeclaration;
import dev.sluice.api.types.TypeInference;
import dev.sluice.api.window.WindowAssigner;
import dev.sluice.persistence.schema.LiveTypes;
import dev.sluice.persistence.schema.OperatorSchema;
import dev.sluice.persistence.schema.TypeRef;
import dev.sluice.runtime.plan.Slicing;
import java.lang.reflect.Type;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the definition tells of the types of an operator's state. */
final class StateTypes {
    /** The prefix of the state by key that the function of a window declares. */
    static final String OF_WINDOW_FUNCTION = "function.";

    private final LiveTypes live = new LiveTypes();
    private final Map<String, TypeRef> states = new LinkedHashMap<>();
    private final Map<String, Type> values = new HashMap<>();
    private final OperatorSchema schema;

    StateTypes(GraphNode node) {
        TypeRef key = null;
        for (GraphEdge edge : node.inputs()) {
            if (edge.partitioning() instanceof Partitioning.Hash hash) {
                key = live.ref(hash.type());
            }
        }
        OperatorSpec spec = node.spec();
        String prefix = spec instanceof WindowSpec ? OF_WINDOW_FUNCTION : "";
        spec.declaredState().forEach(state -> declared(prefix, "", state));
        if (spec instanceof WindowSpec window) {
            WindowOperator.numbered(window).forEach(state -> declared("", "window-", state));
        }
        if (spec instanceof AggregateSpec aggregate) {
            direct(AggregateOperator.STATE, accumulator(aggregate.function()));
        } else if (spec instanceof ReduceSpec reduce) {
            direct(ReduceOperator.STATE, reduced(reduce.function(), node));
        } else if (spec instanceof IntervalJoinSpec) {
            wrapped("left", records(node, 0));
            wrapped("right", records(node, 1));
        } else if (spec instanceof WindowSpec window) {
            window(window, node);
        }
        schema = new OperatorSchema(key, states, live.shapes());
    }

    OperatorSchema schema() {
        return schema;
    }

    LiveTypes live() {
        return live;
    }

    /** By the name of a state, the type of what the store holds of it, as far as that is one that was declared. */
    Map<String, Type> values() {
        return values;
    }

    private void declared(String prefix, String how, StateDeclaration state) {
        Class<?> mapKey = state.mapKeyType();
        TypeRef value = ref(state.valueType());
        List<TypeRef> arguments = mapKey == null ? List.of(value) : List.of(ref(mapKey), value);
        String name = prefix + state.name();
        states.put(name, new TypeRef(how + word(state.kind()), arguments, 0));
        boolean isBare = state.kind() == StateDeclaration.Kind.OPERATOR_LIST;
        values.put(
                isBare ? OperatorLists.PREFIX + name : name,
                switch (state.kind()) {
                    case LIST -> LiveTypes.generic(List.class, state.valueType());
                    case MAP -> LiveTypes.generic(Map.class, mapKey == null ? Object.class : mapKey, state.valueType());
                    default -> state.valueType();
                });
    }

    private static String word(StateDeclaration.Kind kind) {
        return switch (kind) {
            case VALUE -> "ValueState";
            case LIST -> "ListState";
            case MAP -> "MapState";
            case REDUCING -> "ReducingState";
            case AGGREGATING -> "AggregatingState";
            case BROADCAST -> "BroadcastState";
            case OPERATOR_LIST -> "OperatorListState";
        };
    }

    private void window(WindowSpec window, GraphNode node) {
        if (window.fold() instanceof Fold.Sides) {
            List<TypeRef> sides = List.of(refOrUnknown(records(node, 0)), refOrUnknown(records(node, 1)));
            states.put(Slicing.serves(window) ? "slices" : "panes", new TypeRef("window", sides, 0));
            return;
        }
        Type kept = window.fold() instanceof Fold.Aggregate aggregate
                ? accumulator(aggregate.function())
                : window.fold() instanceof Fold.Reduce reduce ? reduced(reduce.function(), node) : records(node, 0);
        if (window.windows() instanceof WindowAssigner.Session && window.isPlain()) {
            wrapped("sessions", kept);
        } else if (!Slicing.serves(window)) {
            wrapped("panes", kept);
        } else if (window.fold() instanceof Fold.Aggregate || window.fold() instanceof Fold.Reduce) {
            direct("slices", kept);
        } else {
            wrapped("slices", kept);
        }
    }

    private void direct(String name, @Nullable Type type) {
        states.put(name, new TypeRef("accumulator", List.of(refOrUnknown(type)), 0));
        if (type != null) {
            values.put(name, type);
        }
    }

    private void wrapped(String name, @Nullable Type type) {
        states.put(name, new TypeRef("window", List.of(refOrUnknown(type)), 0));
    }

    private TypeRef refOrUnknown(@Nullable Type type) {
        return type == null ? TypeRef.UNKNOWN : ref(type);
    }

    private TypeRef ref(Type type) {
        return type == Object.class ? TypeRef.UNKNOWN : live.ref(type);
    }

    static @Nullable Type accumulator(AggregateFunction<?, ?, ?> function) {
        if (function instanceof LongAggregateFunction) {
            return Long.class;
        }
        Optional<Type> told = TypeInference.typeArgument(function.getClass(), AggregateFunction.class, 1);
        if (told.isPresent()) {
            return told.get();
        }
        try {
            return function.createAccumulator().getClass();
        } catch (RuntimeException e) {
            return null; // it will say so itself when it is used
        }
    }

    private static @Nullable Type reduced(ReduceFunction<?> function, GraphNode node) {
        Type told = TypeInference.resultOf(function, ReduceFunction.class, 0).orElse(null);
        return told == null ? records(node, 0) : told;
    }

    /** What comes by an input with keys, as the selector of the keys tells. */
    private static @Nullable Type records(GraphNode node, int input) {
        for (GraphEdge edge : node.inputs()) {
            if (edge.input() == input && edge.partitioning() instanceof Partitioning.Hash hash) {
                return TypeInference.inputOf(hash.key(), KeySelector.class, 0).orElse(null);
            }
        }
        return null;
    }
}
