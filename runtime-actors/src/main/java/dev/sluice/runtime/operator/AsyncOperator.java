package dev.sluice.runtime.operator;

import dev.sluice.api.async.AsyncOptions;
import dev.sluice.api.async.Requests;
import dev.sluice.api.function.Counter;
import dev.sluice.persistence.checkpoint.Chunk;
import dev.sluice.persistence.checkpoint.SnapshotRequest;
import dev.sluice.runtime.data.Batch;
import dev.sluice.runtime.data.Control;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Requests to other systems. Records are taken batch by batch and asked about as far as the capacity allows; what is
 * more than that waits here, less than a batch, so that a barrier behind it need not.
 */
final class AsyncOperator implements WaitingOperator, AsyncState.Receiver {
    private final Requests<Object, Object, Object> requests;
    private final AsyncOptions<Object> options;
    private final OperatorContext context;
    private final AsyncQueue queue;
    private final AsyncState state;
    private final Counter retried;
    private final Counter timedOut;

    /** Taken, and not yet asked about for want of capacity. */
    private final ArrayDeque<AsyncRequest> waiting = new ArrayDeque<>();

    /** In order of their deadlines, since all have the same time; those that are done are dropped when they are met. */
    private final ArrayDeque<AsyncRequest> deadlines = new ArrayDeque<>();

    private final PriorityQueue<AsyncRequest> retries =
            new PriorityQueue<>(Comparator.comparingLong((AsyncRequest request) -> request.retryAt));
    private final ConcurrentLinkedQueue<AsyncRequest> arrived = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean noticed = new AtomicBoolean();
    private final AsyncRequest.Arrivals arrivals = new AsyncRequest.Arrivals(arrived, this::notice);
    private volatile boolean closed;

    /** Asked about, and not yet gone on. */
    private int started;

    private long emitted = Long.MIN_VALUE;
    private @Nullable AsyncRequest failing;
    private @Nullable Throwable failure;

    AsyncOperator(Requests<Object, Object, Object> requests, AsyncOptions<Object> options, OperatorContext context) {
        this.requests = requests;
        this.options = options;
        this.context = context;
        queue = new AsyncQueue(options.inOrder());
        state = new AsyncState(context.task());
        retried = context.counters().apply("retries");
        timedOut = context.counters().apply("timeouts");
    }

    @Override
    public void open() throws Exception {
        requests.open(context.task());
        state.redistribute(this);
    }

    @Override
    public void record(Object value, long timestamp) {
        AsyncRequest request = new AsyncRequest(value, timestamp, queue.last(), arrivals);
        request.segment.add(request);
        waiting.add(request);
    }

    @Override
    public void watermark(long time) {
        queue.mark(new Control.Watermark(time));
    }

    @Override
    public boolean hasRoom() {
        return waiting.isEmpty() && started < options.maxInFlight();
    }

    @Override
    public void process(int input, Batch in, Emitter out) {
        for (int i = in.next(); i < in.size(); i++) {
            record(in.value(i), in.timestamps[i]);
        }
        in.next(in.size());
        startWaiting();
    }

    private void startWaiting() {
        while (started < options.maxInFlight() && failure == null) {
            AsyncRequest request = waiting.poll();
            if (request == null) {
                return;
            }
            started++;
            long now = context.clock().millis();
            Object record = context.sharing().own(request.value);
            try {
                Collection<?> known = requests.known(record, now);
                if (known != null) {
                    queue.answered(request, known);
                    continue;
                }
            } catch (Exception | Error e) {
                fail(request, e);
                return;
            }
            addDeadline(request, now);
            ask(request, record, now);
        }
    }

    private void addDeadline(AsyncRequest request, long now) {
        request.deadline = now + options.timeoutMillis();
        if (deadlines.size() > 2 * options.maxInFlight()) {
            deadlines.removeIf(AsyncRequest::isDone); // one that takes long must not hold on to all behind it
        }
        deadlines.add(request);
    }

    /** @param record a copy for the function, if it can change */
    private void ask(AsyncRequest request, Object record, long now) {
        request.attempts++;
        CompletionStage<? extends Collection<?>> stage;
        try {
            stage = Objects.requireNonNull(
                    requests.ask(record), "the function has returned null instead of a CompletionStage");
        } catch (Exception | Error e) {
            refused(request, e, now);
            return;
        }
        if (stage instanceof CompletableFuture<? extends Collection<?>> future
                && future.isDone()
                && !future.isCompletedExceptionally()) {
            answered(request, future.join(), now); // no need to be woken
        } else {
            stage.whenComplete(request);
        }
    }

    /** An answer has come; called by any thread. */
    private void notice() {
        if (!noticed.getAndSet(true) && !closed) {
            context.wake().run();
        }
    }

    private void answered(AsyncRequest request, @Nullable Collection<?> answer, long now) {
        try {
            Collection<Object> given = castAnswer(answer);
            var again = options.strategy().ifResult();
            if (again != null && canRetry(request) && again.test(given)) {
                retryLater(request, now);
            } else {
                Object record = context.sharing().own(request.value);
                queue.answered(request, requests.results(record, given, now));
            }
        } catch (Exception | Error e) {
            fail(request, e);
        }
    }

    @SuppressWarnings("unchecked") // the definition's types fit together
    private static Collection<Object> castAnswer(@Nullable Collection<?> answer) {
        return (Collection<Object>) Objects.requireNonNull(
                answer, "the request was completed with null: complete it with an empty list if there is no result");
    }

    private void refused(AsyncRequest request, Throwable problem, long now) {
        Throwable cause = problem;
        while ((cause instanceof CompletionException || cause instanceof ExecutionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        try {
            if (canRetry(request) && options.strategy().ifException().test(cause)) {
                retryLater(request, now);
            } else {
                fail(request, cause);
            }
        } catch (RuntimeException e) {
            e.addSuppressed(cause);
            fail(request, e);
        }
    }

    private boolean canRetry(AsyncRequest request) {
        return request.attempts <= options.strategy().retries();
    }

    private void retryLater(AsyncRequest request, long now) {
        request.retryAt = now + options.strategy().delay(request.attempts);
        retries.add(request);
        retried.add(1);
    }

    private void fail(AsyncRequest request, Throwable problem) {
        if (failure == null) {
            failing = request;
            failure = problem;
        }
    }

    @Override
    public boolean isReady() {
        boolean restored = !waiting.isEmpty() && started < options.maxInFlight();
        if (restored || failure != null || noticed.get() || queue.isReady()) {
            return true;
        }
        long next = nextTick();
        return next != Long.MAX_VALUE && next <= context.clock().millis();
    }

    @Override
    public long nextTick() {
        while (!deadlines.isEmpty() && deadlines.peek().isDone()) {
            deadlines.poll();
        }
        AsyncRequest deadline = deadlines.peek();
        AsyncRequest retry = retries.peek();
        return Math.min(
                deadline == null ? Long.MAX_VALUE : deadline.deadline, retry == null ? Long.MAX_VALUE : retry.retryAt);
    }

    @Override
    public void resume(Emitter out) throws Exception {
        long now = context.clock().millis();
        takeArrived(now);
        giveUp(now);
        askAgain(now);
        startWaiting();
        throwFailure();
        while (!out.isFull() && queue.isReady()) {
            emit(out);
        }
        throwFailure();
    }

    private void takeArrived(long now) {
        noticed.set(false);
        for (AsyncRequest request = arrived.poll(); request != null; request = arrived.poll()) {
            if (request.isDone()) {
                continue; // too late
            }
            if (request.problem == null) {
                answered(request, request.answer, now);
            } else {
                refused(request, request.problem, now);
            }
        }
    }

    private void giveUp(long now) {
        while (!deadlines.isEmpty() && (deadlines.peek().isDone() || deadlines.peek().deadline <= now)) {
            AsyncRequest request = deadlines.poll();
            if (request.isDone()) {
                continue;
            }
            retries.remove(request);
            timedOut.add(1);
            try {
                Object record = context.sharing().own(request.value);
                queue.answered(request, requests.timedOut(record, Duration.ofMillis(options.timeoutMillis())));
            } catch (Exception | Error e) {
                fail(request, e);
            }
        }
    }

    private void askAgain(long now) {
        while (!retries.isEmpty() && retries.peek().retryAt <= now) {
            AsyncRequest request = retries.poll();
            ask(request, context.sharing().own(request.value), now);
        }
    }

    private void throwFailure() throws Exception {
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure != null) {
            throw failure instanceof Exception exception ? exception : new ExecutionException(failure);
        }
    }

    private void emit(Emitter out) {
        AsyncRequest request = queue.poll();
        if (request == null) {
            Control control = queue.pollMark();
            if (!(control instanceof Control.Watermark mark) || mark.time() > emitted) {
                emitted = control instanceof Control.Watermark mark ? mark.time() : emitted;
                out.main().control(control);
            }
            return;
        }
        started--;
        try {
            for (Object result : Objects.requireNonNull(request.results)) {
                out.emit(result, request.timestamp);
            }
        } catch (RuntimeException e) {
            fail(request, e);
        }
        startWaiting();
    }

    @Override
    public void defer(Control control) {
        queue.mark(control);
    }

    @Override
    public boolean forwardsWatermarks() {
        return false;
    }

    @Override
    public OperatorSnapshot snapshot(SnapshotRequest request) {
        return AsyncState.snapshot(queue, context.task());
    }

    @Override
    public void restore(Chunk chunk) {
        state.restore(chunk, context.codec());
    }

    @Override
    public @Nullable Object failed() {
        return failing == null ? null : failing.value;
    }

    @Override
    public void close() throws Exception {
        closed = true;
        requests.close();
    }
}
