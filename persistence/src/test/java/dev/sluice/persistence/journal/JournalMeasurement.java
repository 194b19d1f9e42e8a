package dev.sluice.persistence.journal;

import akka.actor.ActorSystem;
import akka.actor.typed.ActorRef;
import akka.actor.typed.javadsl.Adapter;
import akka.actor.typed.javadsl.Behaviors;
import akka.persistence.typed.PersistenceId;
import akka.persistence.typed.javadsl.CommandHandler;
import akka.persistence.typed.javadsl.EventHandler;
import akka.persistence.typed.javadsl.EventSourcedBehavior;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Measures the embedded journal; run by hand: {@code JournalMeasurement DIRECTORY ACTORS EVENTS}. Each actor persists
 * one event after the other; printed are the time from the command to the acknowledgement, and the rate of all actors
 * together.
 */
final class JournalMeasurement {
    /** When the first event of this JVM was acknowledged. */
    private static final AtomicLong FIRST = new AtomicLong();

    private JournalMeasurement() {}

    private static final class Writer extends EventSourcedBehavior<String, JsonEvent, Long> {
        private final ActorRef<String> self;
        private final long[] nanos;
        private final CountDownLatch done;
        private int count;
        private long started;

        Writer(String id, ActorRef<String> self, long[] nanos, CountDownLatch done) {
            super(PersistenceId.ofUniqueId(id));
            this.self = self;
            this.nanos = nanos;
            this.done = done;
        }

        @Override
        public Long emptyState() {
            return 0L;
        }

        @Override
        public CommandHandler<String, JsonEvent, Long> commandHandler() {
            return (state, command) -> {
                started = System.nanoTime();
                return Effect()
                        .persist(new JsonEvent("event of a moderate size", state))
                        .thenRun(persisted -> {
                            FIRST.compareAndSet(0, System.currentTimeMillis());
                            nanos[count++] = System.nanoTime() - started;
                            if (count < nanos.length) {
                                self.tell("next");
                            } else {
                                done.countDown();
                            }
                        });
            };
        }

        @Override
        public EventHandler<Long, JsonEvent> eventHandler() {
            return (state, event) -> state + 1;
        }
    }

    public static void main(String[] arguments) throws Exception {
        long jvm = ManagementFactory.getRuntimeMXBean().getStartTime();
        int actors = Integer.parseInt(arguments[1]);
        int events = Integer.parseInt(arguments[2]);
        ActorSystem system = ActorSystem.create("measure", JournalSystem.config(Path.of(arguments[0])));
        for (int round = 0; round < 3; round++) {
            long[][] nanos = new long[actors][events];
            CountDownLatch done = new CountDownLatch(actors);
            long start = System.nanoTime();
            for (int i = 0; i < actors; i++) {
                int index = i;
                String id = "writer-" + round + "-" + i + "-" + start;
                Adapter.spawn(
                                system,
                                Behaviors.<String>setup(
                                        context -> new Writer(id, context.getSelf(), nanos[index], done)),
                                id)
                        .tell("first");
            }
            done.await();
            double seconds = (System.nanoTime() - start) / 1e9;
            long[] all =
                    Arrays.stream(nanos).flatMapToLong(Arrays::stream).sorted().toArray();
            System.out.printf(
                    "actors %d events %d: p50 %.2f ms, p99 %.2f ms, p99.9 %.2f ms, %.0f events/s; first one %d ms after JVM start%n",
                    actors,
                    all.length,
                    all[all.length / 2] / 1e6,
                    all[all.length * 99 / 100] / 1e6,
                    all[(int) (all.length * 999L / 1000)] / 1e6,
                    all.length / seconds,
                    FIRST.get() - jvm);
        }
        system.terminate();
    }
}
