package dev.sluice.examples.cards;

import static dev.sluice.testkit.SluiceAssertions.assertThat;

import dev.sluice.api.Parameters;
import dev.sluice.testkit.TestFlow;
import dev.sluice.testkit.TestSource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CardFraudTest {
    private static final int PAYMENTS = 50_000;

    @Test
    void when_a_large_payment_follows_a_tiny_one_within_a_minute_then_there_is_an_alert() {
        try (TestFlow flow = TestFlow.of(new CardFraud(), Parameters.of("output", "never-written"))
                .parallelism(2)
                .build()) {
            TestSource<Payment> payments = flow.source("payments", Payment.class);
            for (long n = 0; n < PAYMENTS; n++) {
                if (n == PAYMENTS / 2) {
                    flow.restart();
                }
                payments.emit(Payment.number(n));
            }
            assertThat(flow.sink("alerts", Alert.class))
                    .hasSizeGreaterThan(50)
                    .containsExactlyInAnyOrderElementsOf(expected());
        }
    }

    private static List<Alert> expected() {
        List<Alert> alerts = new ArrayList<>();
        Map<Integer, Payment> tiny = new HashMap<>();
        for (long n = 0; n < PAYMENTS; n++) {
            Payment payment = Payment.number(n);
            Payment trial = tiny.get(payment.card());
            if (payment.cents() < 100) {
                tiny.put(payment.card(), payment);
            } else if (payment.cents() > 50_000 && trial != null && payment.time() - trial.time() <= 60_000) {
                alerts.add(new Alert(
                        payment.card(),
                        Instant.ofEpochMilli(trial.time()),
                        Instant.ofEpochMilli(payment.time()),
                        payment.cents()));
            }
        }
        return alerts;
    }
}
