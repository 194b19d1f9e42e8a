package dev.sluice.testkit;

import org.assertj.core.api.Assertions;
import org.assertj.core.api.ListAssert;

/** AssertJ assertions; to be imported statically beside those of {@link Assertions}. */
public final class SluiceAssertions {
    private SluiceAssertions() {}

    /**
     * @param output a sink or a side output
     * @param <T> the type of its records
     * @return assertions on its records so far, in order
     */
    public static <T> ListAssert<T> assertThat(TestOutput<T> output) {
        return Assertions.assertThat(output.records()).as(output.name());
    }

    /**
     * @param flow one operator
     * @param <O> the type of its results
     * @return assertions on its results so far, in order
     */
    public static <O> ListAssert<O> assertThat(OperatorFlow<?, O> flow) {
        return Assertions.assertThat(flow.records()).as("results");
    }

    /**
     * @param operator an operator
     * @return assertions on its state, counters and watermark
     */
    public static TestOperatorAssert assertThat(TestOperator operator) {
        return new TestOperatorAssert(operator);
    }
}
