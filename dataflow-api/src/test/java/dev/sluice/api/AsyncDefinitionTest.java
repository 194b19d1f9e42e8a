package dev.sluice.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.api.async.AsyncOptions;
import dev.sluice.api.async.LookupCache;
import dev.sluice.api.async.Retries;
import dev.sluice.api.graph.DefinitionException;
import dev.sluice.api.graph.JobGraph;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Asynchronous operators that are refused when they are defined. */
class AsyncDefinitionTest {
    private static JobGraph define(UnaryOperator<DataStream<Long>> async) {
        JobDefinition job = (flow, params) ->
                async.apply(flow.source("in", Ends.<Long>source())).sink("out", Ends.sink());
        return Dataflow.define(JobDefinition.named("job", job), Parameters.none());
    }

    @Test
    void when_it_has_neither_name_nor_uid_then_it_is_refused() {
        assertThatThrownBy(() -> define(in -> in.asyncMap(CompletableFuture::completedFuture, AsyncOptions.ordered())))
                .isInstanceOf(DefinitionException.class)
                .hasMessageContaining("\"async-1\"")
                .hasMessageContaining(".name(");
        assertThatThrownBy(() -> define(
                        in -> in.lookupJoin(record -> record, key -> CompletableFuture.completedFuture(List.of(key)))
                                .inner((record, row) -> row)))
                .isInstanceOf(DefinitionException.class)
                .hasMessageContaining(".uid(");
    }

    @Test
    void when_it_has_a_name_then_that_is_its_uid() {
        JobGraph graph = define(in -> in.asyncMap(CompletableFuture::completedFuture, AsyncOptions.ordered())
                .name("ask"));
        assertThat(graph.nodes().get(1).uid()).isEqualTo("ask");
    }

    @Test
    void when_a_setting_makes_no_sense_then_the_error_names_it() {
        assertThatThrownBy(() -> AsyncOptions.ordered().capacity(0)).hasMessageContaining("capacity");
        assertThatThrownBy(() -> AsyncOptions.ordered().timeout(Duration.ZERO)).hasMessageContaining("timeout");
        assertThatThrownBy(() -> Retries.fixedDelay(-1, Duration.ZERO)).hasMessageContaining("-1 times");
        assertThatThrownBy(() -> Retries.fixedDelay(1, Duration.ofMillis(-5))).hasMessageContaining("-5 ms");
        assertThatThrownBy(() -> Retries.exponentialBackoff(1, Duration.ofMillis(5), Duration.ofMillis(4), 2))
                .hasMessageContaining("from 5 ms to 4 ms");
        assertThatThrownBy(() -> Retries.exponentialBackoff(1, Duration.ofMillis(5), Duration.ofMillis(5), 0.5))
                .hasMessageContaining("0.5");
        assertThatThrownBy(() -> LookupCache.of(0, Duration.ofSeconds(1))).hasMessageContaining("at least 1 key");
        assertThatThrownBy(() -> LookupCache.of(1, Duration.ZERO)).hasMessageContaining("0 ms");
    }
}
