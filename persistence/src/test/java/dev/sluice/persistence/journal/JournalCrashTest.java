package dev.sluice.persistence.journal;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Adapter;
import akka.persistence.typed.PersistenceId;
import akka.persistence.typed.RecoveryCompleted;
import akka.persistence.typed.javadsl.CommandHandler;
import akka.persistence.typed.javadsl.EventHandler;
import akka.persistence.typed.javadsl.EventSourcedBehavior;
import akka.persistence.typed.javadsl.RetentionCriteria;
import akka.persistence.typed.javadsl.SignalHandler;
import dev.sluice.persistence.ForkedJvm;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Persistent actors in a JVM of its own count up, one event each time, and print what is acknowledged; the JVM is killed again and again.
 * Every event carries the state it was written in, so that an event that is lost, doubled or out of place is noticed at recovery.
 */
class JournalCrashTest {
    private static final int KILLS = 5;
    private static final int ACTORS = 4;

    @TempDir
    Path storage;

    /** A counter that never stops. */
    static final class Counter extends EventSourcedBehavior<String, JsonEvent, Long> {
        private final String id;

        Counter(String id, boolean snapshots) {
            super(PersistenceId.ofUniqueId(id));
            this.id = id;
            this.snapshots = snapshots;
        }

        private final boolean snapshots;

        @Override
        public Long emptyState() {
            return 0L;
        }

        @Override
        public CommandHandler<String, JsonEvent, Long> commandHandler() {
            return (state, command) -> Effect()
                    .persist(new JsonEvent(id, state))
                    .thenRun(acknowledged -> say("acknowledged", acknowledged));
        }

        @Override
        public EventHandler<Long, JsonEvent> eventHandler() {
            return (state, event) -> {
                if (event.amount() != state || !event.name().equals(id)) {
                    say("WRONG in state " + state + " " + event, state);
                }
                return state + 1;
            };
        }

        @Override
        public SignalHandler<Long> signalHandler() {
            return newSignalHandlerBuilder()
                    .onSignal(RecoveryCompleted.instance(), state -> say("recovered", state))
                    .build();
        }

        @Override
        public RetentionCriteria retentionCriteria() {
            return snapshots
                    ? RetentionCriteria.snapshotEvery(50, 2).withDeleteEventsOnSnapshot()
                    : RetentionCriteria.disabled();
        }

        private void say(String what, long state) {
            System.out.println(what + " " + id + " " + state);
        }
    }

    static final class Counting {
        public static void main(String[] arguments) {
            ActorSystem system = ActorSystem.create("crash", JournalSystem.config(Path.of(arguments[0])));
            for (int i = 0; i < ACTORS; i++) {
                Behavior<String> counter = new Counter("counter-" + i, i % 2 == 0);
                var actor = Adapter.spawn(system, counter, "counter-" + i);
                // Enough commands for the whole life of this process: they are stashed while one is persisted.
                for (int command = 0; command < 100_000; command++) {
                    actor.tell("count");
                }
            }
        }
    }

    @Test
    void when_killed_again_and_again_then_no_acknowledged_event_is_lost() throws Exception {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        Map<String, Long> acknowledged = new HashMap<>();
        for (int kill = 0; kill < KILLS; kill++) {
            int lines = 200 + random.nextInt(1500);
            try (ForkedJvm jvm = new ForkedJvm(Counting.class, storage.toString())) {
                int[] left = {lines};
                jvm.forEachLine(line -> {
                    check(line, acknowledged, seed);
                    if (--left[0] == 0) {
                        jvm.kill();
                    }
                });
                assertThat(left[0]).as("seed %d: killed while counting", seed).isLessThanOrEqualTo(0);
            }
        }
        assertThat(acknowledged).hasSize(ACTORS);
    }

    private static void check(String line, Map<String, Long> acknowledged, long seed) {
        String[] words = line.split(" ");
        if (words.length < 3) {
            return; // cut off by the kill
        }
        assertThat(words[0]).as("seed %d: %s", seed, line).isIn("acknowledged", "recovered");
        long before = acknowledged.getOrDefault(words[1], 0L);
        if (words[0].equals("acknowledged")) {
            acknowledged.put(words[1], Long.parseLong(words[2]));
        } else {
            assertThat(Long.parseLong(words[2])).as("seed %d: %s", seed, line).isBetween(before, before + 1);
            acknowledged.put(words[1], Long.parseLong(words[2]));
        }
    }
}
