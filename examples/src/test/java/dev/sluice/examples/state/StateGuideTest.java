package dev.sluice.examples.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.JobDefinition;
import dev.sluice.api.Parameters;
import dev.sluice.api.function.Collector;
import dev.sluice.api.function.KeyedBroadcastProcessFunction;
import dev.sluice.api.function.KeyedProcessFunction;
import dev.sluice.api.function.ProcessFunction;
import dev.sluice.api.function.StatefulProcessFunction;
import dev.sluice.api.state.AggregatingState;
import dev.sluice.api.state.ListState;
import dev.sluice.api.state.MapState;
import dev.sluice.api.state.Redistribution;
import dev.sluice.api.state.ReducingState;
import dev.sluice.api.state.StateTtl;
import dev.sluice.api.state.ValueState;
import dev.sluice.api.time.Watermarks;
import dev.sluice.api.window.Aggregates;
import dev.sluice.connectors.CollectingSink;
import dev.sluice.connectors.Values;
import dev.sluice.runtime.Runtime;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What docs/state.md shows. */
class StateGuideTest {

    record Visit(String user, String page, long millis, long time) {}

    record Limit(String page, long millis) {}

    private static final List<Visit> VISITS = List.of(
            new Visit("ann", "home", 100, 0),
            new Visit("bob", "home", 300, 1_000),
            new Visit("ann", "shop", 200, 2_000),
            new Visit("ann", "home", 600, 4_000_000));

    /** Each kind of state by key. */
    static final class Profile extends KeyedProcessFunction<String, Visit, String> {
        private final ValueState<Visit> last = valueState("last", Visit.class);
        private final ListState<String> pages = listState("pages", String.class);
        private final MapState<String, Long> visitsByPage = mapState("visitsByPage", String.class, Long.class);
        private final ReducingState<Long> longest = reducingState("longest", Math::max, Long.class);
        private final AggregatingState<Visit, Double> average =
                aggregatingState("average", Aggregates.average(Visit::millis));

        @Override
        public void process(Visit visit, Context<String> context, Collector<String> out) throws Exception {
            Visit before = last.value();
            last.update(visit);
            pages.add(visit.page());
            Long visits = visitsByPage.get(visit.page());
            visitsByPage.put(visit.page(), visits == null ? 1 : visits + 1);
            longest.add(visit.millis());
            average.add(visit);
            out.collect(context.key() + " after " + (before == null ? "nothing" : before.page()) + ": " + pages.get()
                    + " " + new TreeMap<>(visitsByPage.entries()) + " " + longest.get() + " " + average.get());
        }
    }

    /** Forgets a user an hour of event time after the last visit. */
    static final class VisitsInARow extends KeyedProcessFunction<String, Visit, String> {
        private final ValueState<Long> count =
                valueState("count", Long.class, StateTtl.of(Duration.ofHours(1)).inEventTime());

        @Override
        public void process(Visit visit, Context<String> context, Collector<String> out) {
            context.timers().registerEventTimeTimer(visit.time());
        }

        @Override
        public void onTimer(long time, TimerContext<String> context, Collector<String> out) {
            Long before = count.value();
            count.update(before == null ? 1 : before + 1);
            out.collect(context.key() + " " + count.value());
        }
    }

    /** Gives numbers, each once, on as many subtasks as there are. */
    static final class Numbering extends StatefulProcessFunction<Visit, String> {
        private final ListState<Long> next = operatorList("next", Long.class, Redistribution.NONE);

        @Override
        public void process(Visit visit, ProcessFunction.Context context, Collector<String> out) {
            long number = next.get().isEmpty() ? 1 : next.get().get(0);
            next.update(List.of(number + 1));
            out.collect(number + " " + visit.user());
        }
    }

    /** Judges visits by limits that come on a stream of their own. */
    static final class TooLong extends KeyedBroadcastProcessFunction<String, Visit, Limit, String> {
        private final MapState<String, Long> limits = broadcastState("limits", String.class, Long.class);
        private final ListState<Visit> visits = listState("visits", Visit.class);

        @Override
        public void process(Visit visit, ReadContext<String> context, Collector<String> out) {
            visits.add(visit);
            context.timers().registerEventTimeTimer(visit.time() + 1); // by then its limit is known
        }

        @Override
        public void processBroadcast(Limit limit, BroadcastContext context, Collector<String> out) {
            limits.put(limit.page(), limit.millis());
        }

        @Override
        public void onTimer(long time, ReadContext<String> context, Collector<String> out) {
            for (Visit visit : visits.get()) {
                Long limit = limits.get(visit.page());
                if (visit.time() < time && limit != null && visit.millis() > limit) {
                    out.collect(visit.user() + " at " + visit.page());
                }
            }
            visits.update(
                    visits.get().stream().filter(visit -> visit.time() >= time).toList());
        }
    }

    private static List<String> run(JobDefinition job, CollectingSink<String> out) {
        try (Runtime runtime = Runtime.local()) {
            runtime.submit(JobDefinition.named("guide", job), Parameters.none()).join();
        }
        return out.committed();
    }

    @Test
    void when_state_of_every_kind_is_kept_then_it_is_each_keys_own() {
        CollectingSink<String> out = new CollectingSink<>();
        assertThat(run(
                        (flow, params) -> flow.source("visits", Values.from(VISITS))
                                .parallelism(1)
                                .keyBy(Visit::user)
                                .process(new Profile())
                                .name("profile")
                                .sink("out", out),
                        out))
                .containsExactlyInAnyOrder(
                        "ann after nothing: [home] {home=1} 100 100.0",
                        "bob after nothing: [home] {home=1} 300 300.0",
                        "ann after home: [home, shop] {home=1, shop=1} 200 150.0",
                        "ann after shop: [home, shop, home] {home=2, shop=1} 600 300.0");
    }

    @Test
    void when_a_user_stays_away_for_an_hour_then_the_count_begins_anew() {
        CollectingSink<String> out = new CollectingSink<>();
        assertThat(run(
                        (flow, params) -> flow.source("visits", Values.from(VISITS))
                                .eventTime(Visit::time, Watermarks.monotonous())
                                .keyBy(Visit::user)
                                .process(new VisitsInARow())
                                .name("in-a-row")
                                .sink("out", out),
                        out))
                .containsExactlyInAnyOrder("ann 1", "bob 1", "ann 2", "ann 1");
    }

    @Test
    void when_visits_are_numbered_then_each_number_is_given_once() {
        CollectingSink<String> out = new CollectingSink<>();
        assertThat(run(
                        (flow, params) -> flow.source("visits", Values.from(VISITS))
                                .parallelism(1)
                                .process(new Numbering())
                                .name("numbering")
                                .parallelism(1)
                                .sink("out", out),
                        out))
                .containsExactlyInAnyOrder("1 ann", "2 bob", "3 ann", "4 ann");
    }

    @Test
    void when_limits_are_broadcast_then_visits_are_judged_by_them() {
        CollectingSink<String> out = new CollectingSink<>();
        assertThat(run(
                        (flow, params) -> flow.source("visits", Values.from(VISITS))
                                .eventTime(Visit::time, Watermarks.monotonous())
                                .keyBy(Visit::user)
                                .connect(flow.source("limits", Values.of(new Limit("home", 250)))
                                        .eventTime(limit -> 0, Watermarks.monotonous())
                                        .broadcast())
                                .process(new TooLong())
                                .name("too-long")
                                .sink("out", out),
                        out))
                .containsExactlyInAnyOrder("bob at home", "ann at home");
    }
}
