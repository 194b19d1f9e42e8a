package dev.sluice.testkit;

import static dev.sluice.testkit.SluiceAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.api.async.AsyncMapFunction;
import dev.sluice.api.async.AsyncOptions;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Requests that the test answers when it wants to. */
class AsyncFlowTest {
    private final Map<String, CompletableFuture<String>> asked = new LinkedHashMap<>();

    private OperatorFlow<String, String> flow(int capacity) {
        AsyncMapFunction<String, String> service = word -> asked.computeIfAbsent(word, w -> new CompletableFuture<>());
        return TestFlow.operator(
                        String.class,
                        (dev.sluice.api.DataStream<String> words) -> words.asyncMap(
                                service,
                                AsyncOptions.ordered().capacity(capacity).timeout(Duration.ofSeconds(10))))
                .build();
    }

    @Test
    void when_the_test_answers_then_the_next_thing_it_does_brings_the_results() {
        try (OperatorFlow<String, String> flow = flow(2)) {
            flow.emit("a", "b", "c");
            asked.get("b").complete("B");
            flow.advance(Duration.ZERO);
            assertThat(flow.output()).isEmpty();
            asked.get("a").complete("A");
            flow.advance(Duration.ZERO);
            assertThat(flow.output()).containsExactly("A", "B");
            asked.get("c").complete("C");
            flow.advance(Duration.ZERO);
            assertThat(flow.output()).containsExactly("A", "B", "C");
        }
    }

    @Test
    void when_nobody_answers_in_time_then_the_clock_of_the_test_says_so() {
        try (OperatorFlow<String, String> flow = flow(2)) {
            flow.emit("a");
            flow.advance(Duration.ofSeconds(9));
            assertThatThrownBy(() -> flow.advance(Duration.ofSeconds(2)))
                    .hasMessageContaining("was not answered within 10000 ms");
        }
    }
}
