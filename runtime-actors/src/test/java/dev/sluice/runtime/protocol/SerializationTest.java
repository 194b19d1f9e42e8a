package dev.sluice.runtime.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.typed.ActorRef;
import akka.actor.typed.javadsl.Adapter;
import akka.actor.typed.javadsl.Behaviors;
import akka.serialization.Serialization;
import akka.serialization.SerializationExtension;
import akka.serialization.Serializer;
import akka.serialization.SerializerWithStringManifest;
import akka.serialization.Serializers;
import akka.serialization.jackson.JacksonCborSerializer;
import akka.serialization.jackson.JacksonObjectMapperProvider;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.runtime.TestSystems;
import dev.sluice.runtime.coordinator.CoordinatorEvent;
import dev.sluice.runtime.coordinator.CoordinatorState;
import dev.sluice.runtime.coordinator.MasterEvent;
import dev.sluice.runtime.coordinator.MasterState;
import dev.sluice.runtime.keeper.KeeperEvent;
import dev.sluice.runtime.keeper.KeeperState;
import dev.sluice.runtime.task.TaskEvent;
import dev.sluice.runtime.task.TaskMessage;
import dev.sluice.runtime.wire.Arrival;
import dev.sluice.runtime.wire.Broken;
import dev.sluice.runtime.wire.WireMessage;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SerializationTest {
    private static final List<Class<?>> ROOTS = List.of(
            CoordinatorMessage.class,
            MasterCommand.class,
            MasterCommand.Accepted.class,
            KeeperCommand.class,
            KeeperReport.class,
            JobUpdate.class,
            JobSpec.class,
            SubtaskId.class,
            KeeperEvent.class,
            KeeperState.class,
            MasterEvent.class,
            MasterState.class,
            CoordinatorEvent.class,
            CoordinatorState.class,
            WireMessage.Locate.class,
            WireMessage.Located.class);

    private ActorTestKit kit;
    private Serialization serialization;
    private Examples examples;

    @BeforeAll
    void start() {
        kit = TestSystems.create();
        serialization = SerializationExtension.get(Adapter.toClassic(kit.system()));
        ActorRef<Object> someone = kit.spawn(Behaviors.ignore());
        examples = new Examples(someone);
    }

    @AfterAll
    void stop() {
        kit.shutdownTestKit();
    }

    static Stream<Class<?>> types() {
        return leaves(ROOTS);
    }

    static Stream<Class<?>> internal() throws ClassNotFoundException {
        return leaves(List.of(
                TaskEvent.class,
                TaskMessage.class,
                WireMessage.Watch.class,
                Arrival.class,
                Broken.class,
                Class.forName("dev.sluice.runtime.coordinator.MasterNote")));
    }

    private static Stream<Class<?>> leaves(List<Class<?>> roots) {
        Set<Class<?>> leaves = new LinkedHashSet<>();
        List<Class<?>> open = new ArrayList<>(roots);
        while (!open.isEmpty()) {
            Class<?> type = open.remove(0);
            if (type.isSealed()) {
                open.addAll(List.of(type.getPermittedSubclasses()));
            } else {
                leaves.add(type);
            }
        }
        return leaves.stream();
    }

    @Test
    void when_a_job_was_journaled_before_barriers_could_overtake_then_they_do_not() throws Exception {
        JobSpec now = (JobSpec) examples.full(JobSpec.class);
        SerializerWithStringManifest serializer = (SerializerWithStringManifest) serialization.findSerializerFor(now);
        ObjectMapper mapper = JacksonObjectMapperProvider.get(Adapter.toClassic(kit.system()))
                .getOrCreate("jackson-cbor", Optional.empty());
        ObjectNode fields = (ObjectNode) mapper.readTree(serializer.toBinary(now));
        assertThat(fields.remove("alignedTimeoutMillis")).isNotNull();
        JobSpec before = (JobSpec) serializer.fromBinary(mapper.writeValueAsBytes(fields), serializer.manifest(now));
        assertThat(before.alignedTimeoutMillis()).isZero();
        assertThat(before.run()).isEqualTo(now.run());
    }

    @ParameterizedTest
    @MethodSource("types")
    void when_something_leaves_the_jvm_then_it_comes_back_equal(Class<?> type) {
        for (Object original : List.of(examples.full(type), examples.sparse(type))) {
            Serializer serializer = serialization.findSerializerFor(original);
            assertThat(serializer).isInstanceOf(JacksonCborSerializer.class);
            byte[] bytes = serialization.serialize(original).get();
            Object copy = serialization
                    .deserialize(bytes, serializer.identifier(), Serializers.manifestFor(serializer, original))
                    .get();
            assertThat(copy).isEqualTo(original).isNotSameAs(original);
        }
    }

    @Test
    void when_types_are_listed_then_none_of_the_sealed_families_is_empty() {
        assertThat(types())
                .hasSizeGreaterThan(35)
                .allMatch(Class::isRecord)
                .allMatch(CborSerializable.class::isAssignableFrom);
    }

    @ParameterizedTest
    @MethodSource("internal")
    void when_a_message_is_internal_then_no_serializer_takes_it(Class<?> type) {
        assertThat(CborSerializable.class.isAssignableFrom(type)).isFalse();
        assertThat(Serializable.class.isAssignableFrom(type)).isFalse();
        assertThatThrownBy(() -> serialization.serializerFor(type))
                .isInstanceOf(java.io.NotSerializableException.class);
    }

    @Test
    void when_something_is_only_java_serializable_then_it_is_refused() {
        assertThat(serialization.serialize(new ArrayList<>(List.of(1))).isFailure())
                .isTrue();
    }
}
