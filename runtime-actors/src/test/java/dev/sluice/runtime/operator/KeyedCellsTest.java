package dev.sluice.runtime.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.state.DeclaredState;
import dev.sluice.api.state.ListState;
import dev.sluice.api.state.StateTtl;
import dev.sluice.api.state.ValueState;
import dev.sluice.persistence.serde.AllowedTypes;
import dev.sluice.persistence.serde.ValueCodec;
import dev.sluice.persistence.state.KeyCursor;
import dev.sluice.persistence.state.KeyGroupRange;
import dev.sluice.persistence.state.KeyKind;
import dev.sluice.persistence.state.KeyedStateStore;
import dev.sluice.persistence.state.Namespaces;
import dev.sluice.persistence.state.Sharing;
import dev.sluice.persistence.state.ValueType;
import dev.sluice.persistence.state.heap.HeapBackend;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class KeyedCellsTest {
    private static final int MAX_PARALLELISM = 128;
    private static final int KEYS = 10_000;

    private final ValueCodec codec =
            ValueCodec.create(AllowedTypes.builder().declare(Timed.class).build());
    private final KeyedStateStore store =
            new HeapBackend().open(new KeyGroupRange(0, MAX_PARALLELISM), KeyKind.LONG, MAX_PARALLELISM, codec);
    private final KeyCursor key = new KeyCursor(KeyKind.LONG, MAX_PARALLELISM);
    private final DeclaredState state = new DeclaredState();
    private long now = 1000;
    private final KeyedCells cells = new KeyedCells(store, key, new Sharing(codec), new FixedTime());

    private long size(String name) {
        return store.values(name, ValueType.serialized()).at(Namespaces.DEFAULT).size();
    }

    @Test
    void when_keys_have_expired_then_sweeps_drop_them_by_and_by_and_keep_the_others() {
        StateTtl ttl = StateTtl.of(Duration.ofMillis(100));
        ValueState<Long> value = state.value("value", Long.class, ttl);
        ListState<Long> list = state.list("list", Long.class, ttl);
        ValueState<Long> lasting = state.value("lasting", Long.class, null);
        state.bind(new BoundState(cells, new Sharing(codec), new FixedTime()));
        for (long i = 0; i < KEYS; i++) {
            key.pointBoxed(i);
            now = i % 10 == 0 ? 1050 : 1000;
            value.update(i);
            list.add(i);
            lasting.update(i);
        }
        now = 1100;
        cells.sweep(100);
        assertThat(size("value")).isBetween(KEYS / 2L, KEYS - 10L);
        for (int i = 0; i < KEYS; i++) {
            cells.sweep(1);
        }
        assertThat(size("value")).isEqualTo(KEYS / 10);
        assertThat(size("list")).isEqualTo(KEYS / 10);
        assertThat(size("lasting")).isEqualTo(KEYS);
        key.pointBoxed(20L);
        assertThat(value.value()).isEqualTo(20);
        assertThat(list.get()).containsExactly(20L);
        now = 1150;
        for (int i = 0; i < KEYS; i++) {
            cells.sweep(1);
        }
        assertThat(size("value")).isZero();
        assertThat(size("list")).isZero();
    }

    /** The clock of the test. */
    private final class FixedTime implements StateTime {
        @Override
        public long processingTime() {
            return now;
        }

        @Override
        public long eventTime() {
            return now;
        }

        @Override
        public long eventTimestamp() {
            return now;
        }
    }
}
