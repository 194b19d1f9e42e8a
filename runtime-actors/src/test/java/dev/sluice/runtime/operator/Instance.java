package dev.sluice.runtime.operator;

import dev.sluice.api.Dataflow;
import dev.sluice.api.JobDefinition;
import dev.sluice.api.Parameters;
import dev.sluice.api.function.KeySelector;
import dev.sluice.api.function.OutputTag;
import dev.sluice.api.function.TaskInfo;
import dev.sluice.api.graph.GraphEdge;
import dev.sluice.api.graph.GraphNode;
import dev.sluice.api.graph.JobGraph;
import dev.sluice.api.graph.Partitioning;
import dev.sluice.persistence.checkpoint.Chunk;
import dev.sluice.persistence.checkpoint.SnapshotRequest;
import dev.sluice.persistence.serde.AllowedTypes;
import dev.sluice.persistence.serde.ValueCodec;
import dev.sluice.persistence.state.KeyGroups;
import dev.sluice.persistence.state.KeyKind;
import dev.sluice.persistence.state.Sharing;
import dev.sluice.persistence.state.heap.HeapBackend;
import dev.sluice.runtime.data.Batch;
import dev.sluice.runtime.data.Control;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** One subtask's operator, made of a definition of its own, as on a node of a cluster. */
final class Instance implements AutoCloseable {
    /** Making one takes long, and all these instances run on one thread. */
    private static final Map<Set<String>, ValueCodec> CODECS = new ConcurrentHashMap<>();

    final JobGraph graph;
    final GraphNode node;
    final Operator operator;
    final OperatorTypes types;
    final Map<String, Long> counters;
    private final ValueCodec codec;
    private final Sharing sharing;
    private final Emitter emitter;
    private final KeyKind kind;
    private final Consumer<Output> results;
    private final Consumer<Long> watermarks;
    private long now;

    Instance(JobDefinition job, String operatorName, Setting setting, List<Chunk> state) throws Exception {
        graph = Dataflow.define(JobDefinition.named("job", job), Parameters.none());
        node = graph.nodes().stream()
                .filter(n -> n.name().equals(operatorName))
                .findFirst()
                .orElseThrow();
        codec = CODECS.computeIfAbsent(graph.packages(), p -> writingCodec());
        sharing = new Sharing(codec);
        emitter = new Emitter(
                setting.capacity,
                graph.nodes().stream()
                        .flatMap(reader -> reader.inputs().stream())
                        .filter(edge -> edge.from() == node.id() && edge.tag() != null)
                        .map(edge -> Objects.requireNonNull(edge.tag()))
                        .map(OutputTag::id)
                        .collect(Collectors.toSet()),
                sharing);
        kind = node.inputs().stream()
                .filter(edge -> edge.input() == 0)
                .map(GraphEdge::partitioning)
                .map(p -> p instanceof Partitioning.Hash hash ? KeyKind.of(hash.type()) : KeyKind.OBJECT)
                .findFirst()
                .orElseThrow();
        results = setting.results;
        watermarks = setting.watermarks;
        now = setting.now;
        counters = new HashMap<>();
        TaskInfo task = new TaskInfo("job", operatorName, setting.subtask, setting.parallelism, 1);
        OperatorContext context = new OperatorContext(
                task,
                graph.maxParallelism(),
                new HeapBackend(),
                codec,
                sharing,
                () -> Instant.ofEpochMilli(now),
                name -> n -> counters.merge(name, n, Long::sum),
                () -> {});
        operator = Operators.create(node.spec(), kind, context, new TestSinkContext(task));
        types = new OperatorTypes(node, codec);
        for (Chunk chunk : state) {
            types.restore(chunk, operator);
        }
        operator.open();
    }

    /** Where and how the operator runs, and who gets its results. */
    record Setting(
            int subtask,
            int parallelism,
            int capacity,
            long now,
            Consumer<Output> results,
            Consumer<Long> watermarks) {}

    /** What it holds, with the types of that. */
    OperatorSnapshot snapshot(SnapshotRequest request) throws Exception {
        return types.before(operator.snapshot(request));
    }

    /** A codec of the job's types, for one thread: the one that writes snapshots. */
    ValueCodec writingCodec() {
        AllowedTypes.Builder types = AllowedTypes.builder();
        graph.types().forEach(types::declare);
        graph.packages().forEach(types::declarePackage);
        return ValueCodec.create(types.declarePackage("dev.sluice.runtime.operator")
                .declarePackage("dev.sluice.api.window")
                .declarePackage("dev.sluice.api.join")
                .declarePackage("dev.sluice.api.library")
                .build());
    }

    /** Whether a record goes to one of several subtasks. */
    boolean owns(Input.Item item, int subtask, int parallelism) throws Exception {
        Object key = key(item);
        if (key == null) {
            return item.input() == 1 || subtask == 0;
        }
        return subtask
                == KeyGroups.ownerOf(
                        KeyGroups.groupOf(KeyGroups.hash(key), graph.maxParallelism()),
                        parallelism,
                        graph.maxParallelism());
    }

    /** Feeds records of one input as one batch. */
    void items(List<Input.Item> items) throws Exception {
        Batch batch = new Batch(items.size());
        for (Input.Item item : items) {
            // The batch belongs to the operator: it shares nothing with what the test holds.
            Object value = sharing.own(item.value());
            Object key = key(item);
            if (key == null) {
                batch.add(value, item.timestamp());
            } else if (kind.primitive()) {
                long number = ((Number) key).longValue();
                batch.add(value, item.timestamp(), number, KeyGroups.hash(number));
            } else {
                batch.add(value, item.timestamp(), sharing.own(key), KeyGroups.hash(key));
            }
        }
        do {
            if (operator instanceof WaitingOperator waiting && !waiting.hasRoom()) {
                settle();
            }
            operator.process(items.get(0).input(), batch, emitter);
            drain();
        } while (batch.hasNext());
        goOn();
    }

    /** Has everything answered that an operator waits for. */
    void settle() throws Exception {
        if (operator instanceof WaitingOperator) {
            goOn();
            while (Answers.next()) {
                goOn();
            }
        }
    }

    private void goOn() throws Exception {
        while (operator instanceof WaitingOperator waiting && waiting.isReady()) {
            waiting.resume(emitter);
            drain();
        }
    }

    void watermark(long time) throws Exception {
        if (operator instanceof WaitingOperator waiting) {
            waiting.defer(new Control.Watermark(time));
            goOn();
            return;
        }
        while (!operator.onWatermark(time, emitter)) {
            drain();
        }
        drain();
        if (operator.forwardsWatermarks()) {
            watermarks.accept(time);
        }
    }

    void tick(long time) throws Exception {
        now = time;
        if (operator.nextTick() > time) {
            return;
        }
        while (!operator.onTick(time, emitter)) {
            drain();
        }
        drain();
    }

    private void drain() {
        Batch main = emitter.main();
        for (int i = 0; i < main.size(); i++) {
            results.accept(Output.main(main.value(i), main.timestamps[i]));
        }
        emitter.sides().forEach((tag, side) -> {
            for (int i = 0; i < side.size(); i++) {
                results.accept(Output.side(tag, side.value(i), side.timestamps[i]));
            }
        });
        if (main.control() instanceof Control.Watermark mark) {
            watermarks.accept(mark.time());
        }
        emitter.clear();
    }

    @SuppressWarnings("unchecked")
    private Object key(Input.Item item) throws Exception {
        for (GraphEdge edge : node.inputs()) {
            if (edge.input() == item.input() && edge.partitioning() instanceof Partitioning.Hash hash) {
                return ((KeySelector<Object, Object>) hash.key()).key(item.value());
            }
        }
        return null;
    }

    @Override
    public void close() throws Exception {
        operator.close();
    }
}
