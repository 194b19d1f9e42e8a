package dev.sluice.examples.cards;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.Parameters;
import dev.sluice.examples.CommittedFiles;
import dev.sluice.runtime.JobOptions;
import dev.sluice.runtime.Runtime;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CardFraudTest {
    private static final int PAYMENTS = 50_000;

    @TempDir
    private Path folder;

    @Test
    void when_a_large_payment_follows_a_tiny_one_within_a_minute_then_there_is_an_alert() throws Exception {
        try (Runtime runtime = Runtime.local()) {
            runtime.submit(
                            new CardFraud(),
                            Parameters.of(
                                    "payments",
                                    "" + PAYMENTS,
                                    "output",
                                    folder.resolve("out").toString()),
                            JobOptions.defaults().withParallelism(2))
                    .join();
        }
        assertThat(CommittedFiles.rows(folder.resolve("out"), "card,trial_at,paid_at,cents"))
                .hasSizeGreaterThan(50)
                .isEqualTo(expected());
    }

    private static List<String> expected() {
        List<String> alerts = new ArrayList<>();
        Map<Integer, Payment> tiny = new HashMap<>();
        for (long n = 0; n < PAYMENTS; n++) {
            Payment payment = Payment.number(n);
            Payment trial = tiny.get(payment.card());
            if (payment.cents() < 100) {
                tiny.put(payment.card(), payment);
            } else if (payment.cents() > 50_000 && trial != null && payment.time() - trial.time() <= 60_000) {
                alerts.add(payment.card() + "," + Instant.ofEpochMilli(trial.time()) + ","
                        + Instant.ofEpochMilli(payment.time()) + "," + payment.cents());
            }
        }
        alerts.sort(null);
        return alerts;
    }
}
