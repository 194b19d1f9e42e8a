package dev.sluice.runtime.operator;

import static dev.sluice.runtime.operator.Input.broadcast;
import static dev.sluice.runtime.operator.Input.item;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.api.JobDefinition;
import dev.sluice.api.connector.PermanentException;
import dev.sluice.api.function.Collector;
import dev.sluice.api.function.KeyedBroadcastProcessFunction;
import dev.sluice.api.function.KeyedProcessFunction;
import dev.sluice.api.function.ProcessFunction;
import dev.sluice.api.function.StatefulProcessFunction;
import dev.sluice.api.graph.DefinitionException;
import dev.sluice.api.state.ListState;
import dev.sluice.api.state.MapState;
import dev.sluice.api.state.Redistribution;
import dev.sluice.api.state.ReducingState;
import dev.sluice.api.state.StateTtl;
import dev.sluice.api.state.ValueState;
import dev.sluice.api.window.ProcessWindowFunction;
import dev.sluice.api.window.Triggers;
import dev.sluice.api.window.Windows;
import dev.sluice.persistence.checkpoint.Chunk;
import dev.sluice.persistence.checkpoint.SnapshotRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What is wrong with state is found as early as it can be, and said so that one knows what to do. */
class DeclaredStateTest {
    private static final StateTtl TTL = StateTtl.of(Duration.ofSeconds(1));

    private static JobDefinition keyed(Supplier<KeyedProcessFunction<String, Reading, String>> function) {
        return (flow, params) -> flow.source("source", Ends.<Reading>source())
                .keyBy(Reading::sensor)
                .process(function.get())
                .name("it")
                .sink("sink", Ends.sink());
    }

    private static OperatorHarness under(Supplier<KeyedProcessFunction<String, Reading, String>> function) {
        return OperatorHarness.of(keyed(function), "it").keyedBy(result -> "");
    }

    /** Declares whatever a test says; does what a test says with each record. */
    private abstract static class Anything extends KeyedProcessFunction<String, Reading, String> {
        abstract void use() throws Exception;

        @Override
        public void process(Reading reading, KeyedProcessFunction.Context<String> context, Collector<String> out)
                throws Exception {
            use();
        }
    }

    private static void refused(Supplier<KeyedProcessFunction<String, Reading, String>> function) {
        assertThatThrownBy(() -> under(function).run(item(Reading.of("a", 1), 0)))
                .isInstanceOf(ClassCastException.class)
                .hasMessageContaining("\"mine\"")
                .hasMessageContaining("java.lang.Long")
                .hasMessageContaining("java.lang.String");
    }

    @Test
    @SuppressWarnings({"unchecked", "rawtypes"}) // as one gets it from code without type arguments
    void when_a_value_is_not_of_the_declared_type_then_it_is_refused() {
        for (StateTtl ttl : new StateTtl[] {TTL.inProcessingTime(), TTL.onReadAndWrite()}) {
            refused(() -> new Anything() {
                private final ValueState state = valueState("mine", Long.class, ttl);

                @Override
                void use() {
                    state.update("text");
                }
            });
            refused(() -> new Anything() {
                private final ListState state = listState("mine", Long.class, ttl);

                @Override
                void use() {
                    state.add("text");
                }
            });
            refused(() -> new Anything() {
                private final MapState state = mapState("mine", String.class, Long.class, ttl);

                @Override
                void use() {
                    state.put("key", "text");
                }
            });
        }
        refused(() -> new Anything() {
            private final ValueState state = valueState("mine", long.class);

            @Override
            void use() {
                state.update("text");
            }
        });
        refused(() -> new Anything() {
            private final ListState state = listState("mine", Long.class);

            @Override
            void use() {
                state.update(List.of(1L, "text"));
            }
        });
        refused(() -> new Anything() {
            private final MapState state = mapState("mine", Long.class, Object.class);

            @Override
            void use() {
                state.put("key", "anything");
            }
        });
        refused(() -> new Anything() {
            private final ReducingState state = reducingState("mine", (a, b) -> a, Long.class);

            @Override
            void use() throws Exception {
                state.add("text");
            }
        });
    }

    @Test
    void when_a_type_is_declared_as_object_or_as_a_parent_then_anything_of_it_is_kept() throws Exception {
        var observed = under(() -> new Anything() {
                    private final ValueState<Object> any = valueState("any", Object.class);
                    private final ListState<Number> numbers = listState("numbers", Number.class);

                    @Override
                    void use() {
                        any.update(any.value() == null ? "text" : 1L);
                        numbers.add(numbers.get().size() % 2 == 0 ? 1.5 : 2L);
                    }
                })
                .run(item(Reading.of("a", 1), 0), item(Reading.of("a", 1), 0));
        assertThat(observed.keyedEntries()).isEqualTo(2);
    }

    @Test
    void when_a_function_of_a_state_returns_null_then_it_is_named() {
        assertThatThrownBy(() -> under(() -> new Anything() {
                            @SuppressWarnings("NullAway") // that is what is tried
                            private final ReducingState<Long> state = reducingState("mine", (a, b) -> null, Long.class);

                            @Override
                            void use() throws Exception {
                                state.add(1L);
                                state.add(1L);
                            }
                        })
                        .run(item(Reading.of("a", 1), 0)))
                .isInstanceOf(NullPointerException.class)
                .hasMessageContaining("reduce returned null");
    }

    @Test
    void when_a_name_is_declared_twice_or_is_the_engines_then_the_definition_is_refused() {
        assertThatThrownBy(() -> under(() -> new Anything() {
                            private final ValueState<Long> one = valueState("mine", Long.class);
                            private final ListState<Long> two = listState("mine", Long.class);

                            @Override
                            void use() {
                                one.clear();
                                two.clear();
                            }
                        })
                        .run(item(Reading.of("a", 1), 0)))
                .hasMessageContaining("\"mine\" is declared twice");
        assertThatThrownBy(() -> under(() -> new Anything() {
                            private final ValueState<Long> one = valueState("watermark", Long.class);

                            @Override
                            void use() {
                                one.clear();
                            }
                        })
                        .run(item(Reading.of("a", 1), 0)))
                .hasMessageContaining("cannot be named \"watermark\"");
    }

    @Test
    void when_state_is_used_in_the_constructor_then_it_says_so() {
        assertThatThrownBy(() -> under(() -> new Anything() {
                            private final ReducingState<Long> one = reducingState("mine", Long::sum, Long.class);

                            {
                                one.clear();
                            }

                            @Override
                            void use() {}
                        })
                        .run(item(Reading.of("a", 1), 0)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("\"mine\" was used before the job runs");
    }

    @Test
    void when_keyed_state_is_declared_without_keys_then_the_definition_is_refused() {
        JobDefinition job = (flow, params) -> flow.source("source", Ends.<Reading>source())
                .process(new StatefulProcessFunction<Reading, String>() {
                    private final ListState<Long> mine = operatorList("mine", Long.class, Redistribution.NONE);
                    private final ValueState<Long> other = valueState("other", Long.class);

                    @Override
                    public void process(Reading reading, ProcessFunction.Context context, Collector<String> out) {
                        mine.clear();
                        other.clear();
                    }
                })
                .name("it")
                .sink("sink", Ends.sink());
        assertThatThrownBy(() -> OperatorHarness.of(job, "it").run(item(Reading.of("a", 1), 0)))
                .isInstanceOf(DefinitionException.class)
                .hasMessageContaining("\"it\"")
                .hasMessageContaining("\"other\"")
                .hasMessageContaining("keyBy()");
    }

    @Test
    void when_state_expires_in_event_time_but_there_is_none_then_the_definition_is_refused() {
        assertThatThrownBy(() -> under(() -> new AllStates(TTL.inEventTime())).run(item(Reading.of("a", 1), 0)))
                .isInstanceOf(DefinitionException.class)
                .hasMessageContaining("\"it\"")
                .hasMessageContaining("\"value\"")
                .hasMessageContaining("\"source\"")
                .hasMessageContaining(".eventTime(");
        assertThatThrownBy(() -> StateTtl.of(Duration.ofNanos(10)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least a millisecond");
    }

    private static Instance instance(
            Supplier<KeyedProcessFunction<String, Reading, String>> function, List<Chunk> state) throws Exception {
        return new Instance(
                keyed(function), "it", new Instance.Setting(0, 1, 1024, 0, output -> {}, time -> {}), state);
    }

    @Test
    void when_the_snapshot_holds_another_kind_or_type_by_that_name_then_it_is_refused_with_both_named()
            throws Exception {
        Supplier<KeyedProcessFunction<String, Reading, String>> before = () -> new Anything() {
            private final ValueState<Long> state = valueState("mine", Long.class);

            @Override
            void use() {
                state.update(1L);
            }
        };
        Instance first = instance(before, List.of());
        first.items(List.of(new Input.Item(0, Reading.of("a", 1), 0)));
        List<Chunk> state =
                new ArrayList<>(MemorySnapshot.write(first.snapshot(SnapshotRequest.first(1)), first.writingCodec()));
        instance(before, state).close();
        assertThatThrownBy(() -> instance(
                        () -> new Anything() {
                            private final ValueState<String> state = valueState("mine", String.class);

                            @Override
                            void use() {
                                state.clear();
                            }
                        },
                        state))
                .isInstanceOf(PermanentException.class)
                .hasMessageContaining("\"mine\" of operator \"it\"")
                .hasMessageContaining("ValueState<java.lang.String>")
                .hasMessageContaining("ValueState<java.lang.Long>");
        assertThatThrownBy(() -> instance(
                        () -> new Anything() {
                            private final MapState<String, Long> state = mapState("mine", String.class, Long.class);

                            @Override
                            void use() {
                                state.clear();
                            }
                        },
                        state))
                .hasMessageContaining("MapState<java.lang.String,java.lang.Long>")
                .hasMessageContaining("ValueState<java.lang.Long>");
    }

    /** Counts its firings, in a state that a test gives another type. */
    private static final class Firings<N> extends ProcessWindowFunction<String, Reading, String> {
        private final ValueState<N> total;
        private final ValueState<N> firings;
        private final N one;

        Firings(Class<N> ofKey, Class<N> ofWindow, N one) {
            total = valueState("total", ofKey);
            firings = windowValueState("firings", ofWindow);
            this.one = one;
        }

        @Override
        public void process(
                String key, ProcessWindowFunction.Context context, Iterable<Reading> readings, Collector<String> out) {
            total.update(one);
            firings.update(one);
        }
    }

    private static Instance windows(
            Supplier<ProcessWindowFunction<String, Reading, String>> function, List<Chunk> state) throws Exception {
        JobDefinition job = (flow, params) -> flow.source("source", Ends.<Reading>source())
                .keyBy(Reading::sensor)
                .window(Windows.global())
                .trigger(Triggers.count(1))
                .process(function.get())
                .name("it")
                .sink("sink", Ends.sink());
        return new Instance(job, "it", new Instance.Setting(0, 1, 1024, 0, output -> {}, time -> {}), state);
    }

    @Test
    @SuppressWarnings({"unchecked", "rawtypes"}) // a type of its own for each of the two states
    void when_the_snapshot_holds_another_type_by_window_or_by_its_key_then_it_is_refused() throws Exception {
        Instance first = windows(() -> new Firings<>(Long.class, Long.class, 1L), List.of());
        first.items(List.of(new Input.Item(0, Reading.of("a", 1), 0)));
        List<Chunk> state = MemorySnapshot.write(first.snapshot(SnapshotRequest.first(1)), first.writingCodec());
        windows(() -> new Firings<>(Long.class, Long.class, 1L), state).close();
        assertThatThrownBy(() -> windows(() -> new Firings(Long.class, String.class, 1L), state))
                .isInstanceOf(PermanentException.class)
                .hasMessageContaining("firings\" of operator \"it\"")
                .hasMessageContaining("ValueState<java.lang.String>");
        assertThatThrownBy(() -> windows(() -> new Firings(String.class, Long.class, 1L), state))
                .isInstanceOf(PermanentException.class)
                .hasMessageContaining("total\" of operator \"it\"")
                .hasMessageContaining("ValueState<java.lang.Long>");
    }

    @Test
    @SuppressWarnings({"unchecked", "rawtypes"}) // as one gets it from code without type arguments
    void when_broadcast_state_is_given_what_was_not_declared_then_it_is_refused() {
        JobDefinition job = (flow, params) -> flow.source("source", Ends.<Reading>source())
                .keyBy(Reading::sensor)
                .connect(flow.source("rules", Ends.<Tally>source()).broadcast())
                .process(new KeyedBroadcastProcessFunction<String, Reading, Tally, String>() {
                    private final MapState rules = broadcastState("mine", String.class, Long.class);

                    @Override
                    public void process(Reading reading, ReadContext<String> context, Collector<String> out) {}

                    @Override
                    public void processBroadcast(Tally tally, BroadcastContext context, Collector<String> out) {
                        rules.put("key", "text");
                    }
                })
                .name("it")
                .sink("sink", Ends.sink());
        assertThatThrownBy(() -> OperatorHarness.of(job, "it").run(broadcast(new Tally("a", 1), 0)))
                .isInstanceOf(ClassCastException.class)
                .hasMessageContaining("\"mine\"")
                .hasMessageContaining("java.lang.Long")
                .hasMessageContaining("java.lang.String");
    }
}
