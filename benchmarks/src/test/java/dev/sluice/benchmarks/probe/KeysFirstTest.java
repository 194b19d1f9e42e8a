package dev.sluice.benchmarks.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.connector.SourceOutput;
import dev.sluice.api.connector.SourceReader;
import dev.sluice.api.connector.Split;
import dev.sluice.api.function.OutputTag;
import dev.sluice.benchmarks.workload.Events;
import dev.sluice.benchmarks.workload.KV;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class KeysFirstTest {
    private static final Events EVENTS = new Events(1_000, 37);
    private final KeysFirst source = new KeysFirst(EVENTS);

    private List<KV> read(Split split, long position) throws Exception {
        List<KV> read = new ArrayList<>();
        SourceOutput<KV> out = new SourceOutput<>() {
            @Override
            public void emit(KV record) {
                read.add(record);
            }

            @Override
            public void emit(KV record, long timestamp) {
                read.add(record);
            }

            @Override
            public <X> void output(OutputTag<X> tag, X record) {
                throw new AssertionError("there are no side outputs");
            }
        };
        SourceReader<KV> reader = source.open(split, position, null);
        SourceReader.Status status = SourceReader.Status.MORE;
        while (status == SourceReader.Status.MORE) {
            status = reader.read(out, 3);
            assertThat(reader.position()).isEqualTo(position + read.size());
        }
        assertThat(status).isEqualTo(SourceReader.Status.END);
        return read;
    }

    @Test
    void shouldEmitEachKeyWithValueZeroBeforeAnyOtherEventOfIt() throws Exception {
        Set<Long> seen = new HashSet<>();
        int all = 0;
        for (Split split : source.splits(2)) {
            for (KV kv : read(split, 0)) {
                assertThat(seen.add(kv.key())).isEqualTo(kv.value() == 0);
                all++;
            }
        }
        assertThat(seen).hasSize(37);
        assertThat(all).isEqualTo(1_037);
    }

    @Test
    void when_opened_at_a_position_then_it_gives_the_rest() throws Exception {
        Split split = source.splits(1).get(1);
        List<KV> whole = read(split, 0);
        for (int position = 0; position < whole.size(); position++) {
            assertThat(read(split, position)).isEqualTo(whole.subList(position, whole.size()));
        }
    }
}
