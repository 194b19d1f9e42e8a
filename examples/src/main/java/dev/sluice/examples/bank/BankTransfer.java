package dev.sluice.examples.bank;

import dev.sluice.api.DataStream;
import dev.sluice.api.Dataflow;
import dev.sluice.api.JobDefinition;
import dev.sluice.api.ParameterException;
import dev.sluice.api.ParameterSpec;
import dev.sluice.api.Parameters;
import dev.sluice.connectors.Generator;
import dev.sluice.connectors.csv.CsvFiles;
import java.nio.file.Path;
import java.util.List;

/**
 * Books invented transfers between accounts: a debit on the account that pays, then a credit on the one that receives,
 * and at the end the balances. The output's folders are {@code postings} and {@code balances}.
 */
public final class BankTransfer implements JobDefinition {
    /** For the service loader. */
    public BankTransfer() {}

    @Override
    public void define(Dataflow flow, Parameters params) {
        long seed = params.integer("seed");
        int accounts = accounts(params);
        Generator<Transfer> transfers =
                Generator.of(number -> Transfer.of(seed, accounts, number), params.integer("transfers"));
        long rate = params.integer("rate");
        Path output = params.path("output");

        DataStream<Transfer> debited = flow.source(
                        "transfers", rate == 0 ? transfers : transfers.ratePerSecond((double) rate))
                .keyBy(Transfer::from)
                .process(new Debits())
                .name("debits");
        DataStream<Posting> postings = debited.keyBy(Transfer::to)
                .process(new Credits())
                .name("credits")
                .union(debited.sideOutput(Debits.POSTINGS));
        postings.sink("postings", CsvFiles.write(output.resolve("postings"), Posting.class));
        postings.keyBy(Posting::account)
                .process(new Balances())
                .name("balances")
                .sink("closing", CsvFiles.write(output.resolve("balances"), Balance.class));
    }

    private static int accounts(Parameters params) {
        long accounts = params.integer("accounts");
        if (accounts < 2 || accounts > Integer.MAX_VALUE) {
            throw new ParameterException(
                    "a transfer needs two accounts at least: give --accounts 2 or more, not " + accounts);
        }
        return (int) accounts;
    }

    @Override
    public String description() {
        return "Books transfers between accounts, and tells the balances.";
    }

    @Override
    public List<ParameterSpec> parameters() {
        return List.of(
                ParameterSpec.optional("transfers", "how many transfers are invented", "1000000"),
                ParameterSpec.optional("accounts", "between how many accounts", "1000"),
                ParameterSpec.optional("seed", "another one invents other transfers", "1"),
                ParameterSpec.optional("rate", "transfers a second; 0: as many as it can", "0"),
                ParameterSpec.required("output", "folder for the CSV files of postings and balances")
                        .asPath());
    }
}
