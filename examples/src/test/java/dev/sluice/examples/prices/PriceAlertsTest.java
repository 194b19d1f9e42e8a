package dev.sluice.examples.prices;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.Parameters;
import dev.sluice.examples.CommittedFiles;
import dev.sluice.runtime.JobOptions;
import dev.sluice.runtime.Runtime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PriceAlertsTest {
    private static final int QUOTES = 300_000;
    private static final Path RULES = Path.of("data/price-rules.csv");

    @TempDir
    private Path folder;

    @Test
    void when_limits_change_then_each_price_is_judged_by_the_limit_of_its_moment() throws Exception {
        try (Runtime runtime = Runtime.local()) {
            runtime.submit(
                            new PriceAlerts(),
                            Parameters.of(
                                    "rules", RULES.toString(),
                                    "quotes", "" + QUOTES,
                                    "output", folder.resolve("out").toString()),
                            JobOptions.defaults().withParallelism(2))
                    .join();
        }
        assertThat(CommittedFiles.rows(folder.resolve("out"), "at,symbol,cents,limit_cents"))
                .hasSizeGreaterThan(1_000)
                .isEqualTo(expected());
    }

    private static List<String> expected() throws IOException {
        List<String[]> rules = Files.readAllLines(RULES).stream()
                .skip(1)
                .map(line -> line.split(","))
                .toList();
        Map<String, Long> limits = new HashMap<>();
        List<String> alerts = new ArrayList<>();
        int next = 0;
        for (long n = 0; n < QUOTES; n++) {
            Quote quote = Quote.number(n);
            while (next < rules.size() && Instant.parse(rules.get(next)[0]).toEpochMilli() <= quote.time()) {
                limits.put(rules.get(next)[1], Long.valueOf(rules.get(next)[2]));
                next++;
            }
            Long limit = limits.get(quote.symbol());
            if (limit != null && quote.cents() > limit) {
                alerts.add(
                        Instant.ofEpochMilli(quote.time()) + "," + quote.symbol() + "," + quote.cents() + "," + limit);
            }
        }
        assertThat(next).as("all rules came to hold").isEqualTo(rules.size());
        alerts.sort(null);
        return alerts;
    }
}
