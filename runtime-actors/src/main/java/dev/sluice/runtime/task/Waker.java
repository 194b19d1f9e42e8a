package dev.sluice.runtime.task;

import akka.actor.ActorRef;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Sends messages after less than a millisecond, which is the shortest time that the actor system's scheduler knows. A
 * source that has nothing is asked again by it: half that time is what a record waits on average.
 */
final class Waker {
    private final ScheduledThreadPoolExecutor thread;

    Waker() {
        thread = new ScheduledThreadPoolExecutor(1, task -> {
            Thread waker = new Thread(task, "sluice-waker");
            waker.setDaemon(true);
            return waker;
        });
        thread.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy()); // the system has ended
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // telling an actor does not fail
    void tell(ActorRef task, TaskMessage message, long afterNanos) {
        thread.schedule(() -> task.tell(message, ActorRef.noSender()), afterNanos, TimeUnit.NANOSECONDS);
    }

    /**
     * Has something run at an interval, by the thread of this waker: it must not take long.
     *
     * @return ends it
     */
    Future<?> every(long nanos, Runnable look) {
        return thread.scheduleAtFixedRate(look, nanos, nanos, TimeUnit.NANOSECONDS);
    }

    void stop() {
        thread.shutdown();
    }
}
