package dev.sluice.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.DataStream;
import dev.sluice.api.JobDefinition;
import dev.sluice.api.async.AsyncFunction;
import dev.sluice.api.async.AsyncOptions;
import dev.sluice.api.async.LookupCache;
import dev.sluice.api.async.LookupFunction;
import dev.sluice.api.async.Retries;
import dev.sluice.api.function.TaskInfo;
import dev.sluice.connectors.CollectingSink;
import dev.sluice.connectors.Values;
import dev.sluice.runtime.Runtime;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The snippets of docs/async.md: they compile, run, and are what the page shows. */
class AsyncGuideTest {

    private static Runtime runtime;

    record Order(long id, Long customer, String currency, double amount) {}

    private final List<Order> all = LongStream.range(0, 40)
            .mapToObj(i -> new Order(i, i % 4, i % 2 == 0 ? "EUR" : "DEM", i))
            .toList();

    /** A service that is asked over the network, or could be. */
    static final class Rates {
        CompletionStage<Double> of(String currency) {
            return CompletableFuture.supplyAsync(() -> currency.equals("EUR") ? 1 : 0.5);
        }
    }

    @BeforeAll
    static void start() {
        runtime = Runtime.local();
    }

    @AfterAll
    static void stop() {
        runtime.close();
    }

    private <R> List<R> run(Function<DataStream<Order>, DataStream<R>> define) {
        CollectingSink<R> out = new CollectingSink<>();
        JobDefinition job = (flow, params) ->
                define.apply(flow.source("orders", Values.from(all))).sink("out", out);
        Jobs.submit(runtime, JobDefinition.named("guide", job), 2).join();
        return out.committed();
    }

    private List<Double> euros() {
        return all.stream()
                .map(order -> order.currency().equals("EUR") ? order.amount() : order.amount() / 2)
                .toList();
    }

    @Test
    void oneResultEach() {
        Rates rates = new Rates();
        assertThat(run(orders -> orders.asyncMap(
                                order -> rates.of(order.currency()).thenApply(rate -> order.amount() * rate),
                                AsyncOptions.ordered().capacity(100).timeout(Duration.ofSeconds(10)))
                        .name("in-euros")))
                .containsExactlyInAnyOrderElementsOf(euros());
    }

    static final class InEuros implements AsyncFunction<Order, Double> {
        private transient Rates rates;

        @Override
        public void open(TaskInfo task) {
            rates = new Rates();
        }

        @Override
        public CompletionStage<List<Double>> invoke(Order order) {
            return rates.of(order.currency()).thenApply(rate -> List.of(order.amount() * rate));
        }

        @Override
        public List<Double> timeout(Order order, Duration timeout) {
            return List.of(); // goes on without this order
        }
    }

    @Test
    void aClientOfItsOwnAndRetries() {
        AsyncOptions<Double> options = AsyncOptions.<Double>unordered()
                .timeout(Duration.ofSeconds(30))
                .retry(Retries.<Double>exponentialBackoff(5, Duration.ofMillis(10), Duration.ofSeconds(1), 2)
                        .ifException(problem -> problem instanceof IOException)
                        .ifResult(Collection::isEmpty));
        assertThat(run(orders -> orders.async(new InEuros(), options).name("in-euros")))
                .containsExactlyInAnyOrderElementsOf(euros());
    }

    static final class Customers implements LookupFunction<Long, String> {
        @Override
        public CompletionStage<List<String>> lookup(Long id) {
            return CompletableFuture.supplyAsync(() -> id == 3 ? List.of() : List.of("customer " + id));
        }
    }

    @Test
    void rowsAreLookedUp() {
        Customers customers = new Customers();
        assertThat(run(orders -> orders.lookupJoin(Order::customer, customers)
                        .cache(LookupCache.of(10_000, Duration.ofMinutes(5)))
                        .options(AsyncOptions.unordered()
                                .capacity(50)
                                .retry(Retries.fixedDelay(3, Duration.ofMillis(100))))
                        .left((order, customer) -> order.id() + " for " + (customer == null ? "nobody" : customer))
                        .name("with-customers")))
                .hasSize(40)
                .contains("6 for customer 2", "7 for nobody");
    }

    @Test
    void the_guide_shows_what_is_run_here() throws Exception {
        Guide.check("async.md", AsyncGuideTest.class, 5);
    }
}
