package dev.sluice.runtime.task;

import akka.actor.ActorRef;
import akka.stream.stage.AbstractInHandler;
import akka.stream.stage.AbstractOutHandler;
import akka.stream.stage.TimerGraphStageLogic;
import dev.sluice.persistence.checkpoint.SnapshotRequest;
import dev.sluice.runtime.channel.Credit;
import dev.sluice.runtime.channel.Frame;
import dev.sluice.runtime.channel.Inbox;
import dev.sluice.runtime.data.Batch;
import dev.sluice.runtime.data.Control;
import dev.sluice.runtime.operator.SourceOperator;
import dev.sluice.runtime.wire.Arrival;
import dev.sluice.runtime.wire.Broken;
import dev.sluice.runtime.wire.ConnectionLostException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Tuple2;
import scala.runtime.BoxedUnit;

/**
 * Runs a chain: takes what has arrived, batch after batch, until there is nothing left or no room to put results. After
 * some batches it sends itself a message instead of going on, so that barriers, credits and others on the same thread
 * get their turn.
 */
final class TaskLogic extends TimerGraphStageLogic {
    private static final Logger LOG = LoggerFactory.getLogger(TaskLogic.class);
    private static final int BATCHES_PER_TURN = 8;

    /** A source reads less at a time than a batch. */
    private static final int READS_PER_TURN = 32;

    /** What goes to a receiver that gets little must not wait for its batch to fill while others are busy. */
    private static final int TURNS_PER_FLUSH = 4;

    private static final String WAKE = "wake";
    private static final long LONGEST_WAIT = Duration.ofDays(1).toMillis();
    private static final String ALIGN = "align";
    private static final String OVERTAKE = "overtake";

    private final TaskStage stage;
    private final Task task;
    private final TaskListener listener;
    private final ArrayDeque<SnapshotRequest> barriers = new ArrayDeque<>();
    private @Nullable ActorRef self;
    private @Nullable TaskChannels channels;
    private @Nullable Chain chain;
    private @Nullable Passage passage;
    private @Nullable TimeSlice slice;
    private @Nullable Batch received;
    private boolean streamEnded;
    private boolean continuing;
    private boolean polling;
    private boolean overdue;
    private int turns;
    private boolean endAnnounced;
    private long wakeSetFor = Long.MAX_VALUE;

    TaskLogic(TaskStage stage, Task task, TaskListener listener) {
        super(stage.shape());
        this.stage = stage;
        this.task = task;
        this.listener = listener;
        setHandler(stage.in, new FromStream());
        setHandler(stage.out, new ToStream());
    }

    @Override
    public void preStart() {
        ActorRef own = getStageActor(envelope -> {
                    onMessage(envelope);
                    return BoxedUnit.UNIT;
                })
                .ref();
        self = own;
        task.wakeUp().to(() -> own.tell(TaskMessage.Wake.INSTANCE, ActorRef.noSender()));
        channels = new TaskChannels(task, own);
        listener.onReady(own);
    }

    @Override
    public void postStop() {
        if (slice != null) {
            slice.close();
        }
        if (channels != null) {
            channels.close();
        }
        try {
            task.close();
        } catch (Exception e) {
            LOG.warn("job {}: closing {}/{} failed", task.job(), task.vertex().id(), task.subtask(), e);
        } finally {
            listener.onStopped();
        }
    }

    private void onMessage(Tuple2<ActorRef, Object> envelope) {
        Object message = envelope._2();
        try {
            if (message instanceof Frame frame) {
                channels().receive(frame, envelope._1());
            } else if (message instanceof Arrival arrival) {
                channels().receive(arrival);
            } else if (message instanceof Broken broken) {
                if (broken.epoch() == task.epoch()) {
                    throw new ConnectionLostException(broken.reason());
                }
            } else if (message instanceof Credit credit) {
                channels().receive(credit);
            } else if (message instanceof TaskMessage.Continue) {
                continuing = false;
            } else if (message instanceof TaskMessage.Poll) {
                polling = false;
            } else if (message instanceof TaskMessage.Trigger trigger) {
                barriers.add(trigger.request());
            } else if (message instanceof TaskMessage.Align align) {
                Objects.requireNonNull(task.source()).align(align.othersMinimum());
            } else if (message instanceof TaskMessage.Drain) {
                drain();
            } else if (message instanceof TaskMessage.Start start) {
                start(start);
            } else if (message instanceof TaskMessage.Stop) {
                completeStage();
                return;
            }
            work();
        } catch (Exception | Error e) {
            fail(e);
        }
    }

    private void start(TaskMessage.Start start) {
        TaskOutput output = task.streams().subscriber() == null
                ? new ToChannels(channels().connect(start.receivers()))
                : new ToSubscriber(new Out());
        Chain made = new Chain(task.links(), output, new Announcer(), task.metrics(), System::nanoTime);
        chain = made;
        passage = new Passage(
                task.passage(),
                channels().inbox(),
                made,
                output,
                barriers,
                millis -> scheduleOnce(OVERTAKE, Duration.ofMillis(millis)),
                listener::onSnapshot);
        slice = TimeSlice.of(task.passage().timeoutMillis() > 0 ? task.waker() : null, made::stop);
        if (task.streams().publisher() != null && !isClosed(stage.in)) {
            pull(stage.in);
        }
        if (task.source() != null && task.source().alignmentMillis() > 0) {
            scheduleWithFixedDelay(
                    ALIGN, Duration.ZERO, Duration.ofMillis(task.source().alignmentMillis()));
        }
    }

    private TaskChannels channels() {
        return Objects.requireNonNull(channels);
    }

    /** What a reactive source has sent already is still processed. */
    private void drain() {
        if (task.source() != null) {
            task.source().drain();
        } else if (task.streams().publisher() != null) {
            streamEnded = true;
            if (!isClosed(stage.in)) {
                cancel(stage.in);
            }
        }
    }

    private void work() throws Exception {
        Chain running = chain;
        if (running == null || passage == null || slice == null) {
            return;
        }
        slice.flip();
        try {
            work(running, passage);
        } finally {
            slice.flip();
        }
    }

    private void work(Chain running, Passage through) throws Exception {
        if (overdue) {
            overdue = false;
            through.onAlarm();
        }
        through.look();
        if (continuing) {
            return;
        }
        int batches = task.source() == null ? BATCHES_PER_TURN : READS_PER_TURN;
        for (int i = 0; i < batches; i++) {
            if (!running.advance()) {
                channels().flush();
                if (running.isStopped()) {
                    // What a stage tells itself is handled before what others have told it: this comes from elsewhere.
                    continuing = true;
                    task.waker().tell(Objects.requireNonNull(self), TaskMessage.Continue.INSTANCE, 0);
                    return;
                }
                wakeAt(running.stalledUntil());
                return;
            }
            if (!take(running)) {
                running.idle();
                wakeAt(running.nextTick());
                if (task.source() != null && running.hasRoom()) {
                    pollAfter(task.source().pauseNanos());
                }
                return;
            }
        }
        continuing = true;
        if (++turns % TURNS_PER_FLUSH == 0) {
            running.flush();
        }
        if (self != null) {
            self.tell(TaskMessage.Continue.INSTANCE, self);
        }
    }

    /** Gives the chain something to do; false if there is nothing. */
    private boolean take(Chain running) throws Exception {
        SnapshotRequest barrier = barriers.poll();
        if (barrier != null) {
            running.offer(0, Batch.of(new Control.Barrier(barrier)));
            return true;
        }
        if (running.nextTick() != Long.MAX_VALUE
                && running.nextTick() <= task.clock().millis()) {
            running.offer(0, Batch.of(new Control.Tick(task.clock().millis())));
            return true;
        }
        boolean room = running.hasRoom();
        Inbox inbox = channels().inbox();
        if (inbox != null) {
            Batch batch = room ? inbox.poll() : inbox.pollControl();
            if (batch == null) {
                return false;
            }
            running.offer(inbox.input(), batch);
            return true;
        }
        return room && (task.source() == null ? takeFromStream(running) : read(running));
    }

    private boolean read(Chain running) throws OperatorException {
        SourceOperator source = Objects.requireNonNull(task.source());
        try {
            if (!source.poll(running.head())) {
                return false;
            }
        } catch (Exception | Error e) {
            throw new OperatorException(task.vertex().head().name(), source.activity(), e);
        }
        running.busy();
        task.metrics().read(running.head().main().size());
        return true;
    }

    private boolean takeFromStream(Chain running) {
        Batch batch = received;
        if (batch != null) {
            received = null;
            task.metrics().read(batch.size());
            running.offer(0, batch);
            if (!isClosed(stage.in)) {
                pull(stage.in);
            }
            return true;
        }
        if (streamEnded && !endAnnounced) {
            endAnnounced = true;
            running.offer(0, Batch.of(new Control.EndOfInput()));
            return true;
        }
        return false;
    }

    private void pollAfter(long nanos) {
        if (nanos != Long.MAX_VALUE && !polling && self != null) {
            polling = true;
            task.waker().tell(self, TaskMessage.Poll.INSTANCE, nanos);
        }
    }

    private void wakeAt(long time) {
        if (time >= wakeSetFor) {
            return;
        }
        long now = task.clock().millis();
        // A stage cannot wait for more than some weeks: what is later than a day is looked at again then.
        wakeSetFor = Math.min(time, now + LONGEST_WAIT);
        scheduleOnce(WAKE, Duration.ofMillis(Math.max(1, wakeSetFor - now)));
    }

    @Override
    public void onTimer(Object key) {
        SourceOperator source = task.source();
        if (ALIGN.equals(key) && source != null) {
            listener.onWatermark(source.watermark(), source.isActive());
            return;
        }
        overdue |= OVERTAKE.equals(key);
        wakeSetFor = WAKE.equals(key) ? Long.MAX_VALUE : wakeSetFor;
        tryToWork();
    }

    private void tryToWork() {
        try {
            work();
        } catch (Exception | Error e) {
            fail(e);
        }
    }

    private void fail(Throwable problem) {
        chain = null;
        listener.onFailure(Failures.of(problem, task.vertex().head().name(), task.subtask()));
        completeStage();
    }

    /** The port that a reactive source is attached to. */
    private final class FromStream extends AbstractInHandler {
        @Override
        public void onPush() {
            received = grab(stage.in);
            tryToWork();
        }

        @Override
        public void onUpstreamFinish() {
            streamEnded = true;
            tryToWork();
        }

        @Override
        public void onUpstreamFailure(Throwable problem) {
            fail(problem);
        }
    }

    /** The port that a reactive sink is attached to. */
    private final class ToStream extends AbstractOutHandler {
        @Override
        public void onPull() {
            tryToWork();
        }

        @Override
        public void onDownstreamFinish(Throwable cause) {
            if (task.streams().subscriber() != null) {
                fail(new IllegalStateException("the subscriber has cancelled its subscription", cause));
            }
        }
    }

    private final class Announcer implements Chain.Listener {
        @Override
        public void onSnapshot(TaskSnapshot snapshot) {
            Objects.requireNonNull(passage).onSnapshot(snapshot);
        }

        @Override
        public void onEndOfInput() {
            listener.onEndOfInput();
        }

        @Override
        public void onAwake() {
            listener.onAwake();
        }
    }

    private final class Out implements ToSubscriber.Port {
        @Override
        public boolean hasRoom() {
            return isAvailable(stage.out);
        }

        @Override
        public void send(Batch batch) {
            push(stage.out, batch);
        }

        @Override
        public void end() {
            if (!isClosed(stage.out)) {
                complete(stage.out);
            }
        }
    }
}
