package dev.sluice.runtime.evolution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.api.Dataflow;
import dev.sluice.api.JobDefinition;
import dev.sluice.api.Parameters;
import dev.sluice.api.function.Collector;
import dev.sluice.api.function.KeyedProcessFunction;
import dev.sluice.api.graph.JobGraph;
import dev.sluice.api.state.ValueState;
import dev.sluice.api.types.FormerName;
import dev.sluice.persistence.checkpoint.Chunk;
import dev.sluice.runtime.engine.Guide;
import dev.sluice.runtime.task.FailedTaskException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;
import shop.orders.PurchaseOrder;

/** The snippets of docs/evolution.md. */
class EvolutionGuideTest {

    @FormerName("shop.orders.PurchaseOrder")
    record Order(
            long id, @FormerName("buyer") String customer, long cents, Optional<Status> status, List<String> notes) {}

    @FormerName("shop.orders.PurchaseOrder$Status")
    enum Status {
        OPEN,
        SHIPPED,
        PAID
    }

    @FormerName("shop.orders.PurchaseOrder")
    record Mistaken(long id, String buyer, String cents) {}

    private static <O> InlineRun.Definition shop(Class<O> type, LongFunction<O> order) {
        return (gate, results) -> define(type, order, gate, results);
    }

    private static <O> JobGraph define(Class<O> type, LongFunction<O> order, AtomicBoolean gate, List<String> results) {
        JobDefinition job = (flow, params) -> {
            flow.types(Order.class);
            flow.source("in", new Numbers(gate))
                    .keyBy(n -> Long.valueOf(n % 3))
                    .process(new Last<>(type, order))
                    .name("shop")
                    .sink("out", context -> (line, timestamp) -> results.add(line));
        };
        return Dataflow.define(JobDefinition.named("shop", job), Parameters.none());
    }

    private static final class Last<O> extends KeyedProcessFunction<Long, Long, String> {
        private final ValueState<O> last;
        private final LongFunction<O> order;

        Last(Class<O> type, LongFunction<O> order) {
            last = valueState("last", type);
            this.order = order;
        }

        @Override
        public void process(Long number, Context<Long> context, Collector<String> out) {
            out.collect(String.valueOf(last.value()));
            last.update(order.apply(number));
        }
    }

    private static List<Chunk> before() throws Exception {
        try (InlineRun run = new InlineRun(
                shop(
                        PurchaseOrder.class,
                        i -> new PurchaseOrder(i, "ann", (int) i, PurchaseOrder.Status.values()[(int) i % 2])),
                1,
                List.of())) {
            return run.snapshot();
        }
    }

    @Test
    void when_orders_have_changed_then_those_in_the_checkpoint_are_such_as_they_are_today() throws Exception {
        InlineRun.Definition shop =
                shop(Order.class, i -> new Order(i, "bob", i, Optional.of(Status.SHIPPED), List.of("new")));
        try (InlineRun run = new InlineRun(shop, 1, before())) {
            assertThat(run.finish())
                    .startsWith(
                            new Order(17, "ann", 17, Optional.of(Status.PAID), List.of()).toString(),
                            new Order(18, "ann", 18, Optional.of(Status.OPEN), List.of()).toString(),
                            new Order(19, "ann", 19, Optional.of(Status.PAID), List.of()).toString());
        }
    }

    @Test
    void when_a_change_is_not_possible_then_the_page_has_the_words() {
        assertThatThrownBy(() -> new InlineRun(shop(Mistaken.class, i -> new Mistaken(i, "", "")), 1, before()))
                .isInstanceOf(FailedTaskException.class)
                .hasMessageContaining("state \"last\" of operator \"shop\" cannot be restored: "
                        + Mistaken.class.getName() + ".cents was int and is java.lang.String. The snapshot has"
                        + " [ValueState<shop.orders.PurchaseOrder>; record shop.orders.PurchaseOrder id:long"
                        + " buyer:java.lang.String cents:int status:shop.orders.PurchaseOrder$Status; enum");
    }

    @Test
    void the_guide_shows_what_is_run_here() throws Exception {
        Guide.check("evolution.md", EvolutionGuideTest.class, 2);
    }
}
