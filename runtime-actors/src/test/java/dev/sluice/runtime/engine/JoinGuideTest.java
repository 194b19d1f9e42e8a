package dev.sluice.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.DataStream;
import dev.sluice.api.Dataflow;
import dev.sluice.api.JobDefinition;
import dev.sluice.api.JoinedStreams;
import dev.sluice.api.KeyedStream;
import dev.sluice.api.function.Collector;
import dev.sluice.api.function.KeyedCoProcessFunction;
import dev.sluice.api.function.KeyedProcessFunction.Context;
import dev.sluice.api.function.KeyedProcessFunction.TimerContext;
import dev.sluice.api.function.OutputTag;
import dev.sluice.api.join.Change;
import dev.sluice.api.join.JoinType;
import dev.sluice.api.state.StateTtl;
import dev.sluice.api.state.ValueState;
import dev.sluice.api.time.Watermarks;
import dev.sluice.api.window.Windows;
import dev.sluice.connectors.CollectingSink;
import dev.sluice.connectors.Values;
import dev.sluice.runtime.Runtime;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The snippets of docs/joins.md: they compile, run, and are what the page shows. */
class JoinGuideTest {

    private static final OutputTag<Order> LATE_ORDERS = OutputTag.of("late-orders");
    private static final OutputTag<Payment> LATE_PAYMENTS = OutputTag.of("late-payments");

    /** The third is never paid; the first is paid twice. */
    private static final List<Order> ORDERS = List.of(new Order(1, 1_000), new Order(2, 2_000), new Order(3, 3_000));

    private static final List<Payment> PAYMENTS =
            List.of(new Payment(1, 9_000), new Payment(1, 31_000), new Payment(2, 65_000));

    private static Runtime runtime;

    private final CollectingSink<String> out = new CollectingSink<>();

    record Order(long id, long time) {}

    record Payment(long order, long time) {}

    record Price(long order, long amount, long time) {}

    /** What a snippet is about. */
    interface Snippet {
        DataStream<String> of(
                Dataflow flow,
                KeyedStream<Long, Order> orders,
                KeyedStream<Long, Payment> payments,
                JoinedStreams<Long, Order, Payment> joined);
    }

    @BeforeAll
    static void start() {
        runtime = Runtime.local();
    }

    @AfterAll
    static void stop() {
        runtime.close();
    }

    private List<String> run(Snippet snippet) {
        JobDefinition job = (flow, params) -> {
            KeyedStream<Long, Order> orders = flow.source("orders", Values.from(ORDERS))
                    .eventTime(Order::time, Watermarks.boundedOutOfOrderness(Duration.ofSeconds(5)))
                    .keyBy(Order::id);
            KeyedStream<Long, Payment> payments = flow.source("payments", Values.from(PAYMENTS))
                    .eventTime(Payment::time, Watermarks.boundedOutOfOrderness(Duration.ofSeconds(5)))
                    .keyBy(Payment::order);
            JoinedStreams<Long, Order, Payment> joined = orders.join(payments);
            snippet.of(flow, orders, payments, joined).name("result").sink("out", out);
        };
        Jobs.submit(runtime, JobDefinition.named("guide", job), 2).join();
        return out.committed();
    }

    @Test
    void byWindow() {
        assertThat(run((flow, orders, payments, joined) -> joined.window(Windows.tumbling(Duration.ofMinutes(1)))
                        .left((order, payment) -> order.id() + (payment == null ? " is open" : " is paid"))))
                .containsExactlyInAnyOrder("1 is paid", "1 is paid", "2 is open", "3 is open");
    }

    @Test
    void byWindowInGroups() {
        assertThat(run((flow, orders, payments, joined) -> joined.window(Windows.tumbling(Duration.ofMinutes(1)))
                        .<String>coGroup((id, window, placed, paid, out) -> {
                            if (paid.size() > 1) {
                                out.collect(id + " is paid twice");
                            }
                        })))
                .containsExactly("1 is paid twice");
    }

    @Test
    void byDistanceInTime() {
        assertThat(run((flow, orders, payments, joined) -> joined.between(Duration.ZERO, Duration.ofSeconds(30))
                        .upperBoundExclusive()
                        .sideOutputLateLeft(LATE_ORDERS)
                        .sideOutputLateRight(LATE_PAYMENTS)
                        .inner((order, payment) -> order.id() + " after " + (payment.time() - order.time()) + " ms")))
                .containsExactly("1 after 8000 ms");
    }

    @Test
    void byVersion() {
        List<Price> all = List.of(new Price(1, 50, 500), new Price(1, 70, 1_001), new Price(2, 30, 2_000));
        assertThat(run((flow, orders, payments, joined) -> {
                    KeyedStream<Long, Price> prices = flow.source("prices", Values.from(all))
                            .eventTime(Price::time, Watermarks.monotonous())
                            .keyBy(Price::order);
                    return orders.join(prices).asOf((order, price) -> order.id() + " costs " + price.amount());
                }))
                .containsExactlyInAnyOrder("1 costs 50", "2 costs 30");
    }

    @Test
    void ofAll() {
        assertThat(run((flow, orders, payments, joined) ->
                        joined.inner((order, payment) -> order.id() + " is paid", StateTtl.of(Duration.ofDays(1)))))
                .containsExactlyInAnyOrder("1 is paid", "1 is paid", "2 is paid");
    }

    @Test
    void ofAllAsATable() {
        List<String> changes = run((flow, orders, payments, joined) -> joined.changes(
                        JoinType.LEFT, (order, payment) -> order.id() + (payment == null ? " open" : " paid"), null)
                .name("table")
                .map(change -> change.kind() == Change.Kind.INSERT ? "+" + change.row() : "-" + change.row()));
        assertThat(changes).contains("+1 paid", "+1 paid", "+2 paid", "+3 open");
        for (String row : List.of("1 open", "2 open")) {
            assertThat(changes.stream().filter(("+" + row)::equals).count())
                    .isEqualTo(changes.stream().filter(("-" + row)::equals).count());
        }
    }

    @Test
    void byHand() {
        assertThat(run((flow, orders, payments, joined) ->
                        orders.connect(payments).process(new Reminders(Duration.ofMinutes(10)))))
                .containsExactly("3 is to be reminded");
    }

    @Test
    void the_guide_shows_what_is_run_here() throws Exception {
        Guide.check("joins.md", JoinGuideTest.class, 9);
    }

    static final class Reminders extends KeyedCoProcessFunction<Long, Order, Payment, String> {
        private final ValueState<Boolean> paid = valueState("paid", Boolean.class);
        private final long patience;

        Reminders(Duration patience) {
            this.patience = patience.toMillis();
        }

        @Override
        public void processFirst(Order order, Context<Long> context, Collector<String> out) {
            context.timers().registerEventTimeTimer(order.time() + patience);
        }

        @Override
        public void processSecond(Payment payment, Context<Long> context, Collector<String> out) {
            paid.update(true);
        }

        @Override
        public void onTimer(long time, TimerContext<Long> context, Collector<String> out) {
            if (paid.value() == null) {
                out.collect(context.key() + " is to be reminded");
            }
            paid.clear();
        }
    }
}
