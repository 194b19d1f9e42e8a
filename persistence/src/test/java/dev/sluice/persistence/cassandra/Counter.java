package dev.sluice.persistence.cassandra;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.SupervisorStrategy;
import akka.persistence.typed.PersistenceId;
import akka.persistence.typed.javadsl.CommandHandler;
import akka.persistence.typed.javadsl.EventHandler;
import akka.persistence.typed.javadsl.EventSourcedBehavior;
import akka.persistence.typed.javadsl.RetentionCriteria;
import java.time.Duration;

/**
 * A persistent actor that takes the numbers from 1 on in their order, each once, and answers with the last that is in
 * the journal.
 */
final class Counter extends EventSourcedBehavior<Counter.Next, String, Long> {
    record Next(long number, ActorRef<Long> replyTo) {}

    private Counter(String id) {
        super(
                PersistenceId.ofUniqueId(id),
                SupervisorStrategy.restartWithBackoff(Duration.ofMillis(200), Duration.ofSeconds(2), 0.2)
                        .withLoggingEnabled(false));
    }

    static Behavior<Next> of(String id) {
        return new Counter(id);
    }

    @Override
    public Long emptyState() {
        return 0L;
    }

    @Override
    public CommandHandler<Next, String, Long> commandHandler() {
        return (state, next) -> next.number() == state + 1
                ? Effect()
                        .persist("event-" + next.number())
                        .thenRun(after -> next.replyTo().tell(after))
                : Effect().none().thenRun(same -> next.replyTo().tell(same));
    }

    @Override
    public EventHandler<Long, String> eventHandler() {
        return (state, event) -> {
            long number = Long.parseLong(event.substring("event-".length()));
            if (number != state + 1) {
                throw new IllegalStateException(event + " follows " + state);
            }
            return number;
        };
    }

    @Override
    public RetentionCriteria retentionCriteria() {
        return RetentionCriteria.snapshotEvery(50, 2).withDeleteEventsOnSnapshot();
    }
}
