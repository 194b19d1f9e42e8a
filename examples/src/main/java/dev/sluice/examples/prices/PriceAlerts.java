package dev.sluice.examples.prices;

import dev.sluice.api.BroadcastStream;
import dev.sluice.api.Dataflow;
import dev.sluice.api.JobDefinition;
import dev.sluice.api.ParameterSpec;
import dev.sluice.api.Parameters;
import dev.sluice.api.time.Watermarks;
import dev.sluice.connectors.Generator;
import dev.sluice.connectors.csv.CsvFiles;
import java.util.List;

/** Judges prices by the rules that held at their moment. */
public final class PriceAlerts implements JobDefinition {
    /** For the service loader. */
    public PriceAlerts() {}

    @Override
    public void define(Dataflow flow, Parameters params) {
        BroadcastStream<PriceRule> rules = flow.source("rules", CsvFiles.read(params.path("rules"), PriceRule.class))
                .eventTime(rule -> rule.from().toEpochMilli(), Watermarks.monotonous())
                .parallelism(1)
                .broadcast();
        flow.source("quotes", Generator.of(Quote::number, params.integer("quotes")))
                .eventTime(Quote::time, Watermarks.monotonous())
                .keyBy(Quote::symbol)
                .connect(rules)
                .process(new JudgeByRules())
                .name("judge")
                .sink("alerts", CsvFiles.write(params.path("output"), PriceAlert.class));
    }

    @Override
    public String description() {
        return "Prices above limits that change while the job runs.";
    }

    @Override
    public List<ParameterSpec> parameters() {
        return List.of(
                ParameterSpec.required("rules", "CSV of from,symbol,above_cents in order of time")
                        .asPath(),
                ParameterSpec.optional("quotes", "how many quotes are invented, a millisecond apart", "500000"),
                ParameterSpec.required("output", "folder for the CSV files of alerts")
                        .asPath());
    }
}
