package dev.sluice.testkit;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;

/** Assertions on an operator; made by {@link SluiceAssertions#assertThat(TestOperator)}. */
public final class TestOperatorAssert extends AbstractAssert<TestOperatorAssert, TestOperator> {

    TestOperatorAssert(TestOperator actual) {
        super(actual, TestOperatorAssert.class);
    }

    /**
     * @param state the name of a state
     * @param key a key
     * @param expected what it must have there: the value, or a {@code List} or {@code Map}
     * @return this
     */
    public TestOperatorAssert hasState(String state, Object key, Object expected) {
        Assertions.assertThat(actual.state(state, key)).as(of(state, key)).isEqualTo(expected);
        return this;
    }

    /**
     * @param state the name of a state
     * @param key a key that must have nothing there
     * @return this
     */
    public TestOperatorAssert hasNoState(String state, Object key) {
        @Nullable Object found = actual.state(state, key);
        boolean nothing = found == null
                || found instanceof Collection<?> list && list.isEmpty()
                || found instanceof Map<?, ?> map && map.isEmpty();
        if (!nothing) {
            failWithMessage("%s should not be set, but is %s", of(state, key), found);
        }
        return this;
    }

    /**
     * @param expected how many records must have come too late for its windows, and have been dropped
     * @return this
     */
    public TestOperatorAssert hasDropped(long expected) {
        Assertions.assertThat(actual.late())
                .as("late records dropped by %s", actual)
                .isEqualTo(expected);
        return this;
    }

    /**
     * @param expected its event time
     * @return this
     */
    public TestOperatorAssert hasWatermark(Instant expected) {
        Assertions.assertThat(actual.watermark()).as("watermark of %s", actual).isEqualTo(expected);
        return this;
    }

    private String of(String state, Object key) {
        return "state \"" + state + "\" of key " + key + " in " + actual;
    }
}
