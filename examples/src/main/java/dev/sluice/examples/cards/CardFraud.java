package dev.sluice.examples.cards;

import dev.sluice.api.Dataflow;
import dev.sluice.api.JobDefinition;
import dev.sluice.api.ParameterSpec;
import dev.sluice.api.Parameters;
import dev.sluice.api.time.Watermarks;
import dev.sluice.connectors.Generator;
import dev.sluice.connectors.csv.CsvFiles;
import java.util.List;

/** Finds cards on which a tiny payment is followed by a large one within a minute. */
public final class CardFraud implements JobDefinition {
    /** For the service loader. */
    public CardFraud() {}

    @Override
    public void define(Dataflow flow, Parameters params) {
        flow.source("payments", Generator.of(Payment::number, params.integer("payments")))
                .eventTime(Payment::time, Watermarks.monotonous())
                .parallelism(1) // one reader keeps the payments of a card in order
                .keyBy(Payment::card)
                .process(new TrialThenLargePayment())
                .name("suspects")
                .sink("alerts", CsvFiles.write(params.path("output"), Alert.class));
    }

    @Override
    public String description() {
        return "Cards on which a tiny payment is followed by a large one within a minute.";
    }

    @Override
    public List<ParameterSpec> parameters() {
        return List.of(
                ParameterSpec.optional("payments", "how many payments are invented", "1000000"),
                ParameterSpec.required("output", "folder for the CSV files of alerts")
                        .asPath());
    }
}
