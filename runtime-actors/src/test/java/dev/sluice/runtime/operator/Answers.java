package dev.sluice.runtime.operator;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A service that answers one request after the other when a test's thread tells it to. */
final class Answers {
    private static final ThreadLocal<ArrayDeque<Runnable>> OPEN = ThreadLocal.withInitial(ArrayDeque::new);

    private Answers() {}

    static CompletionStage<Collection<Object>> ask(Object... results) {
        CompletableFuture<Collection<Object>> answer = new CompletableFuture<>();
        OPEN.get().add(() -> answer.complete(List.of(results)));
        return answer;
    }

    /** Answers the newest request, so that answers are out of order; false if there is none. */
    static boolean next() {
        Runnable newest = OPEN.get().pollLast();
        if (newest != null) {
            newest.run();
        }
        return newest != null;
    }
}
