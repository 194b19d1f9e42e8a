package dev.sluice.examples.cards;

import static dev.sluice.testkit.SluiceAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.time.Watermarks;
import dev.sluice.testkit.OperatorFlow;
import dev.sluice.testkit.SluiceExtension;
import dev.sluice.testkit.TestFlow;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SluiceExtension.class)
class TrialThenLargePaymentTest {
    private static final int CARD = 4711;

    private final OperatorFlow<Payment, Alert> flow = TestFlow.operator(
                    Payment.class, payments -> payments.keyBy(Payment::card).process(new TrialThenLargePayment()))
            .eventTime(Payment::time, Watermarks.monotonous())
            .build();

    @Test
    void when_a_large_payment_follows_a_tiny_one_then_there_is_an_alert() {
        flow.emit(new Payment(CARD, 99, 0), new Payment(CARD, 50_001, 60_000));
        assertThat(flow).containsExactly(new Alert(CARD, Instant.EPOCH, Instant.ofEpochSecond(60), 50_001));
    }

    @Test
    void when_a_minute_has_passed_then_the_tiny_payment_is_forgotten() {
        flow.emit(new Payment(CARD, 99, 0));
        assertThat(flow.operator()).hasState("trial", CARD, 0L);
        flow.watermark(Instant.ofEpochSecond(60));
        assertThat(flow.operator()).hasNoState("trial", CARD);
    }

    @Test
    void when_another_card_pays_then_there_is_no_alert() {
        flow.emit(new Payment(CARD, 99, 0), new Payment(CARD + 1, 50_001, 1_000));
        assertThat(flow.records()).isEmpty();
    }
}
