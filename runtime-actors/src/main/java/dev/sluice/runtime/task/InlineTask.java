package dev.sluice.runtime.task;

import dev.sluice.api.connector.SinkContext;
import dev.sluice.api.function.TaskInfo;
import dev.sluice.api.graph.GraphNode;
import dev.sluice.api.graph.OperatorSpec.SourceSpec;
import dev.sluice.persistence.checkpoint.Chunk;
import dev.sluice.persistence.checkpoint.SnapshotRequest;
import dev.sluice.persistence.checkpoint.SnapshotWriter;
import dev.sluice.persistence.state.Sharing;
import dev.sluice.runtime.channel.Credit;
import dev.sluice.runtime.channel.Frame;
import dev.sluice.runtime.channel.Inbox;
import dev.sluice.runtime.channel.Outbox;
import dev.sluice.runtime.data.Batch;
import dev.sluice.runtime.data.Control;
import dev.sluice.runtime.operator.KeyedStateView;
import dev.sluice.runtime.operator.OperatorContext;
import dev.sluice.runtime.operator.RateLimiter;
import dev.sluice.runtime.operator.SourceOperator;
import dev.sluice.runtime.plan.PhysicalPlan;
import dev.sluice.runtime.plan.PlanEdge;
import dev.sluice.runtime.plan.Vertex;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One subtask without a stage around it: whoever calls {@link #work} is its thread, and frames and credits go straight
 * from one to another. Its chain, its inbox and its outbox are those of any subtask; see {@link TaskLogic}, which runs
 * them otherwise.
 */
public final class InlineTask implements AutoCloseable {
    private final PhysicalPlan plan;
    private final Vertex vertex;
    private final int subtask;
    private final InlineServices services;
    private final Sharing sharing;
    private final TaskMetrics metrics;
    private final List<Link> links;
    private final InFlightReplay replay;
    private final @Nullable Inbox inbox;
    private final Map<Inbox.Channel, InlineTask> senders = new HashMap<>();
    private @Nullable SourceOperator source;
    private @Nullable Outbox outbox;
    private @Nullable Chain chain;
    private @Nullable Long barrier;
    private @Nullable TaskSnapshot snapshot;
    private long told = Long.MIN_VALUE;
    private boolean stalled;
    private boolean idle;

    /**
     * Makes its operators, restores and opens them.
     *
     * @param plan the subtask's own, of a definition of its own
     * @param vertex what it is a part of
     * @param subtask its index
     * @param services what it shares with others
     * @param state what all subtasks wrote, or nothing
     * @throws FailedTaskException if a function cannot be opened
     */
    public InlineTask(PhysicalPlan plan, Vertex vertex, int subtask, InlineServices services, List<Chunk> state) {
        this.plan = plan;
        this.vertex = vertex;
        this.subtask = subtask;
        this.services = services;
        sharing = new Sharing(services.codec());
        metrics = new TaskMetrics(
                ChainBuilder.isSink(vertex), services.epoch(), services.clock().millis());
        inbox = vertex.isSource()
                ? null
                : new Inbox(
                        ChainBuilder.channels(plan, vertex, subtask),
                        subtask,
                        services.epoch(),
                        (channel, credit) -> grant(channel, credit));
        ChainBuilder builder = new ChainBuilder(
                plan,
                vertex,
                subtask,
                services.epoch(),
                services.backend(),
                services.clock(),
                services.codec(),
                sharing,
                metrics,
                () -> {}, // answers are looked at when the test does the next thing
                new Ends());
        try {
            ChainBuilder.Built built = builder.build((keyGroups, operators) -> {
                for (Chunk chunk : state) {
                    if (keyGroups.test(chunk.header().keyGroup())) {
                        operators.accept(chunk);
                    }
                }
            });
            links = built.links();
            replay = built.replay();
            replay.into(inbox);
        } catch (Exception e) {
            throw failed(e);
        }
    }

    /**
     * Lays the channels that lead away from it; before anything else is called.
     *
     * @param receivers by vertex of the plan, its subtasks
     */
    public void connect(List<List<InlineTask>> receivers) {
        Map<Integer, List<Consumer<Frame>>> channels = new HashMap<>();
        for (PlanEdge edge : vertex.outputs()) {
            List<Consumer<Frame>> inboxes = new ArrayList<>();
            for (InlineTask receiver : receivers.get(edge.to())) {
                inboxes.add(frame -> receiver.accept(frame, this));
            }
            channels.put(edge.index(), inboxes);
        }
        Outbox made = new Outbox(vertex, subtask, services.epoch(), plan.graph().maxParallelism(), channels, sharing);
        replay.into(made);
        outbox = made;
        chain = new Chain(links, new WatchedOutput(made, links, sharing, services), new Listener(), metrics, () -> 0);
    }

    private void accept(Frame frame, InlineTask sender) {
        Inbox.Channel channel = Objects.requireNonNull(inbox).add(frame);
        if (channel != null) {
            senders.putIfAbsent(channel, sender);
        }
    }

    private void grant(Inbox.Channel channel, Credit credit) {
        Objects.requireNonNull(Objects.requireNonNull(senders.get(channel)).outbox)
                .credit(credit);
    }

    /**
     * Works as long as there is something to do and room for results.
     *
     * @return whether there was anything
     * @throws FailedTaskException if a function failed
     */
    public boolean work() {
        try {
            return work(chain());
        } catch (Exception | Error e) {
            throw failed(e);
        }
    }

    private boolean work(Chain running) throws Exception {
        boolean worked = false;
        while (running.advance()) {
            stalled = false;
            if (!take(running)) {
                running.idle();
                return worked;
            }
            worked = true;
        }
        stalled = running.hasRoom(); // else it waits for answers, which may come
        running.flush();
        return worked;
    }

    /** @return whether it waits for credit */
    public boolean isStalled() {
        return stalled;
    }

    private boolean take(Chain running) throws Exception {
        Long checkpoint = barrier;
        if (checkpoint != null) {
            barrier = null;
            running.offer(0, Batch.of(new Control.Barrier(SnapshotRequest.first(checkpoint))));
            return true;
        }
        long now = services.clock().millis();
        if (running.nextTick() <= now) {
            running.offer(0, Batch.of(new Control.Tick(now)));
            return true;
        }
        if (inbox == null) {
            return read(running);
        }
        Batch batch = inbox.poll();
        if (batch == null) {
            return false;
        }
        running.offer(inbox.input(), batch);
        return true;
    }

    private boolean read(Chain running) throws OperatorException {
        SourceOperator reading = Objects.requireNonNull(source);
        try {
            if (!reading.poll(running.head())) {
                return false;
            }
        } catch (Exception | Error e) {
            throw new OperatorException(vertex.head().name(), reading.activity(), e);
        }
        running.busy();
        Batch batch = running.head().main();
        boolean wasIdle = idle;
        if (batch.hasNext()) {
            idle = false;
        }
        if (batch.control() instanceof Control.Watermark watermark) {
            if (watermark.time() <= told) {
                batch.control(null); // it was told that it is later
            }
            told = Math.max(told, watermark.time());
        } else if (batch.control() instanceof Control.Idle) {
            idle = true;
        }
        if (wasIdle && !idle && batch.control() == null) {
            batch.control(new Control.Active()); // the reader does not know that it was made idle
        }
        return true;
    }

    /**
     * Makes a source announce a watermark; to be followed by {@link #work}.
     *
     * @param time epoch milliseconds; one that is not later than those before is ignored
     */
    public void watermark(long time) {
        if (time > told) {
            told = time;
            idle = false;
            announce(new Control.Watermark(time));
        }
    }

    /** Makes a source announce that it is idle, until its next record; to be followed by {@link #work}. */
    public void idle() {
        idle = true;
        announce(new Control.Idle());
    }

    private void announce(Control control) {
        chain().busy();
        chain().head().main().control(control);
        work();
    }

    /** @return the latest watermark that it has announced, if it is a source */
    public long announcedWatermark() {
        return told;
    }

    /** @return whether it is idle, if it is a source */
    public boolean isIdle() {
        return idle;
    }

    /**
     * Makes a source begin a checkpoint; to be followed by {@link #work}.
     *
     * @param checkpoint its number
     */
    public void trigger(long checkpoint) {
        barrier = checkpoint;
    }

    /**
     * Writes what it held at the last barrier.
     *
     * @param writer where to
     * @throws FailedTaskException if it cannot be written
     */
    public void write(SnapshotWriter writer) {
        TaskSnapshot taken = Objects.requireNonNull(snapshot, "no barrier has come");
        snapshot = null;
        try {
            for (TaskSnapshot.Part part : taken.parts()) {
                write(part, writer, taken.checkpoint());
            }
        } catch (OperatorException e) {
            throw failed(e);
        } finally {
            taken.release();
        }
    }

    private void write(TaskSnapshot.Part part, SnapshotWriter writer, long checkpoint) throws OperatorException {
        try {
            part.snapshot().write(part.uid(), writer, services.codec());
        } catch (Exception e) {
            throw new OperatorException(part.operator(), "checkpoint " + checkpoint, e);
        }
    }

    /** @return the earliest wall-clock time at which it has something to do, or {@code Long.MAX_VALUE} */
    public long nextTick() {
        return chain().nextTick();
    }

    /** @return its figures */
    public TaskMetrics metrics() {
        return metrics;
    }

    /**
     * @param operator an operator's name
     * @return its state by key, if it is here and has any
     */
    public Optional<KeyedStateView> state(String operator) {
        return links.stream()
                .filter(link -> link.name.equals(operator))
                .map(link -> link.operator)
                .filter(KeyedStateView.class::isInstance)
                .map(KeyedStateView.class::cast)
                .findFirst();
    }

    /** Closes its functions; throws what fails first. */
    @Override
    public void close() throws Exception {
        Exception failure = new Exception("functions could not be closed");
        ChainBuilder.close(links, failure);
        if (failure.getSuppressed().length > 0) {
            throw failure;
        }
    }

    private Chain chain() {
        return Objects.requireNonNull(chain, "not connected");
    }

    private FailedTaskException failed(Throwable problem) {
        Throwable cause = problem instanceof OperatorException known ? known.cause() : problem;
        return new FailedTaskException(Failures.of(problem, vertex.head().name(), subtask), cause);
    }

    private final class Ends implements ChainBuilder.Ends {
        @Override
        public SourceOperator source(SourceSpec spec, OperatorContext context) {
            SourceOperator made = new SourceOperator(
                    spec,
                    context,
                    new InlineContext(context.task(), context.task().operator(), metrics),
                    readers -> RateLimiter.of(Long.MAX_VALUE, services.clock()));
            source = made;
            return made;
        }

        @Override
        public SinkContext sink(GraphNode operator, TaskInfo task) {
            return new InlineContext(task, operator.uid() == null ? operator.name() : operator.uid(), metrics);
        }
    }

    private final class Listener implements Chain.Listener {
        @Override
        public void onSnapshot(TaskSnapshot taken) {
            snapshot = taken;
        }

        @Override
        public void onEndOfInput() {}
    }
}
