package dev.sluice.persistence.journal;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.ActorSystem;
import akka.actor.typed.ActorRef;
import akka.actor.typed.javadsl.Adapter;
import akka.actor.typed.javadsl.Behaviors;
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
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Persistent actors in a JVM of its own count up, some events at once, and print what is acknowledged; the JVM is
 * killed again and again. Every event carries the state it was written in, so that an event that is lost, doubled or
 * out of place is noticed at recovery.
 */
class JournalCrashTest {
    private static final int KILLS = Integer.getInteger("sluice.test.kills", 4);
    private static final int ACTORS = 4;
    private static final int EVENTS_AT_ONCE = 3;

    /** What tells the actors' lines from those of a logger. */
    private static final String MARK = "| ";

    private static final String END = " |";

    @TempDir
    Path storage;

    /** A counter that never stops. */
    static final class Counter extends EventSourcedBehavior<String, JsonEvent, Long> {
        private final String id;
        private final boolean snapshots;

        private final ActorRef<String> self;

        Counter(String id, boolean snapshots, ActorRef<String> self) {
            super(PersistenceId.ofUniqueId(id));
            this.id = id;
            this.snapshots = snapshots;
            this.self = self;
        }

        @Override
        public Long emptyState() {
            return 0L;
        }

        @Override
        public CommandHandler<String, JsonEvent, Long> commandHandler() {
            return (state, command) -> Effect()
                    .persist(LongStream.range(state, state + EVENTS_AT_ONCE)
                            .mapToObj(amount -> new JsonEvent(id, amount))
                            .toList())
                    .thenRun(acknowledged -> {
                        say("acknowledged", acknowledged);
                        self.tell("count");
                    });
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
            System.out.println(MARK + what + " " + id + " " + state + END);
        }
    }

    static final class Counting {
        public static void main(String[] arguments) {
            ActorSystem system = ActorSystem.create("crash", JournalSystem.config(Path.of(arguments[0])));
            for (int i = 0; i < ACTORS; i++) {
                String id = "counter-" + i;
                boolean snapshots = i % 2 == 0;
                Adapter.spawn(
                                system,
                                Behaviors.<String>setup(context -> new Counter(id, snapshots, context.getSelf())),
                                id)
                        .tell("count");
            }
        }
    }

    @Test
    void when_killed_again_and_again_then_no_acknowledged_event_is_lost() throws Exception {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        Map<String, Long> acknowledged = new HashMap<>();
        for (int kill = 0; kill < KILLS; kill++) {
            int[] left = {100 + random.nextInt(500)};
            try (ForkedJvm jvm = new ForkedJvm(Counting.class, storage.toString())) {
                jvm.forEachLine(line -> {
                    // Lines that are not ours come from a logger; one without its end was cut off by the kill.
                    if (line.startsWith(MARK) && line.endsWith(END)) {
                        check(line, acknowledged, seed);
                        if (--left[0] == 0) {
                            jvm.kill();
                        }
                    }
                });
            }
            assertThat(left[0]).as("seed %d: lines still expected", seed).isLessThanOrEqualTo(0);
        }
        assertThat(acknowledged).hasSize(ACTORS);
    }

    private static void check(String line, Map<String, Long> acknowledged, long seed) {
        String[] words = line.substring(MARK.length()).split(" ");
        assertThat(words[0]).as("seed %d: %s", seed, line).isIn("acknowledged", "recovered");
        long before = acknowledged.getOrDefault(words[1], 0L);
        long state = Long.parseLong(words[2]);
        if (words[0].equals("recovered")) {
            // One write more than was acknowledged may have come through, but all of it.
            assertThat(state).as("seed %d: %s", seed, line).isIn(before, before + EVENTS_AT_ONCE);
        } else {
            assertThat(state).as("seed %d: %s", seed, line).isEqualTo(before + EVENTS_AT_ONCE);
        }
        acknowledged.put(words[1], state);
    }
}
