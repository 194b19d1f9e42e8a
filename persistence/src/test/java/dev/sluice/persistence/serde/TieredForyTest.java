package dev.sluice.persistence.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.persistence.serde.Samples.Circle;
import org.apache.fory.Fory;
import org.junit.jupiter.api.Test;

class TieredForyTest {
    private final byte[] sample =
            ForyFactory.create(Samples.types(), false).serialize(new Batch(new Object[] {new Circle(1)}, 0, 1));

    @Test
    void when_enough_values_were_carried_then_it_turns_to_generated_code() {
        TieredFory tiered = new TieredFory(Samples.types(), 100);
        Fory first = tiered.get();
        assertThat(first.getConfig().isCodeGenEnabled()).isFalse();

        tiered.carried(100, sample, 0, sample.length);
        assertThat(tiered.get()).isSameAs(first);

        tiered.carried(1, sample, 0, sample.length);
        await().until(() -> tiered.get().getConfig().isCodeGenEnabled());
        Batch batch = (Batch) tiered.get().deserialize(sample);
        assertThat(batch.values()).containsExactly(new Circle(1));
        Fory second = tiered.get();
        tiered.carried(1_000, sample, 0, sample.length);
        assertThat(tiered.get()).isSameAs(second);
    }

    @Test
    void when_code_cannot_be_generated_then_it_goes_on_without() {
        TieredFory tiered = new TieredFory(Samples.types(), 1);
        Fory first = tiered.get();
        tiered.carried(2, new byte[] {1, 2, 3}, 0, 3);
        await().until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().equals("sluice-serializers")));
        assertThat(tiered.get()).isSameAs(first);
    }

    @Test
    void when_one_failed_then_another_is_used() {
        TieredFory tiered = new TieredFory(Samples.types(), 0);
        Fory first = tiered.get();
        assertThat(first.getConfig().isCodeGenEnabled()).isTrue();
        tiered.discard();
        assertThat(tiered.get()).isNotSameAs(first);
    }
}
