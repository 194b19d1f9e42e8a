package dev.sluice.testkit;

import static dev.sluice.testkit.SluiceAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

class SluiceExtensionTest {
    private static final List<TestFlow> SEEN = new ArrayList<>();

    /** Run by the tests below, not by itself: its name does not end in Test. */
    static class WithParameter {
        @RegisterExtension
        final SluiceExtension sluice =
                SluiceExtension.of(() -> TestFlow.of(Jobs.everything()).parallelism(2));

        @BeforeEach
        void feed(TestFlow flow) {
            flow.source("inside", Reading.class).emit(Reading.of("a", 7, 1));
        }

        @Test
        void passes(TestFlow flow) {
            SEEN.add(flow);
            assertThat(flow.sink("words", String.class)).containsExactly("a#1");
        }

        @Test
        void fails(TestFlow flow) {
            SEEN.add(flow);
            assertThat(flow.sink("words", String.class)).isEmpty();
        }
    }

    @ExtendWith(SluiceExtension.class)
    static class WithFields {
        private final TestFlow job = TestFlow.of(Jobs.everything()).build();
        private final OperatorFlow<Reading, String> operator = TestFlow.operator(
                        Reading.class,
                        readings -> readings.keyBy(Reading::sensor).process(new Watch()))
                .build();

        @Test
        void fails() {
            SEEN.add(job);
            SEEN.add(operator.flow());
            operator.emit(Reading.of("a", 13, 1));
        }
    }

    private static TestExecutionSummary run(Class<?> tests) {
        SEEN.clear();
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(tests))
                .build();
        LauncherFactory.create().execute(request, listener);
        return listener.getSummary();
    }

    private static String shown(TestExecutionSummary summary) {
        assertThat(summary.getFailures()).hasSize(1);
        return List.of(summary.getFailures().get(0).getException().getSuppressed())
                .toString();
    }

    @Test
    void shouldGiveEachTestAFlowOfItsOwnAndCloseItAndShowItWhenTheTestFails() {
        TestExecutionSummary summary = run(WithParameter.class);
        assertThat(summary.getTestsSucceededCount()).isEqualTo(1);
        assertThat(shown(summary))
                .contains("job \"everything\" at 1970-01-01T00:00:00Z, parallelism 2")
                .contains("source \"inside\" has read 1 records")
                .contains("sink \"words\" has 1 records", "a#1 at 1970-01-01T00:00:01Z")
                .contains("watch.count=1");
        assertThat(SEEN)
                .hasSize(2)
                .doesNotHaveDuplicates()
                .allSatisfy(flow -> assertThatThrownBy(flow::end).hasMessageContaining("closed"));
    }

    @Test
    void shouldTakeCareOfFlowsInFields() {
        assertThat(shown(run(WithFields.class)))
                .contains("job \"everything\"")
                .contains("job \"test\"")
                .contains("failed: operator \"operator\"");
        assertThat(SEEN)
                .hasSize(2)
                .allSatisfy(flow -> assertThatThrownBy(flow::end).hasMessageContaining("closed"));
    }
}
