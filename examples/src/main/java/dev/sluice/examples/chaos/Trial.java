package dev.sluice.examples.chaos;

import dev.sluice.cluster.http.message.SubmitOptions;
import dev.sluice.cluster.http.message.SubmitRequest;
import dev.sluice.examples.bank.BankOracle;
import dev.sluice.examples.flights.FlightOracle;
import dev.sluice.examples.oracle.Oracle;
import dev.sluice.examples.sets.SetOracle;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A job that is run under disturbances, and what it has to write.
 *
 * @param job its name
 * @param parameters what it is given
 * @param rate records a second for each source; null: the job paces itself
 * @param output the folder it writes to
 * @param oracle knows what has to be there
 */
record Trial(
        String job,
        Map<String, String> parameters,
        @Nullable Long rate,
        Path output,
        Oracle oracle) {
    static final int PARALLELISM = 3;
    private static final String CHECKPOINT_INTERVAL = "2s";

    private static final int ACCOUNTS = 200;
    private static final long TRANSFERS_A_SECOND = 300;

    private static final int PRODUCERS = 6;
    private static final long APPENDS_A_SECOND = 90;
    private static final int APPENDS_IN_A_LIST = 200;
    private static final int READ_EVERY = 25;

    /**
     * @param folder for inputs and outputs, which all nodes reach
     * @param seed of what the jobs invent
     * @param seconds how long each of them takes without disturbances
     */
    static List<Trial> all(Path folder, long seed, long seconds) throws IOException {
        return List.of(
                bank(folder.resolve("bank-transfer"), seed, seconds),
                sets(folder.resolve("set-append"), seed, seconds),
                flights(folder, seconds));
    }

    private static Trial bank(Path output, long seed, long seconds) {
        long transfers = TRANSFERS_A_SECOND * seconds;
        return new Trial(
                "bank-transfer",
                Map.of(
                        "seed", Long.toString(seed),
                        "accounts", Integer.toString(ACCOUNTS),
                        "transfers", Long.toString(transfers),
                        "rate", Long.toString(TRANSFERS_A_SECOND),
                        "output", output.toString()),
                null,
                output,
                new BankOracle(seed, ACCOUNTS, transfers));
    }

    private static Trial sets(Path output, long seed, long seconds) {
        long perProducer = APPENDS_A_SECOND * seconds / PRODUCERS;
        int lists = (int) Math.max(1, APPENDS_A_SECOND * seconds / APPENDS_IN_A_LIST);
        return new Trial(
                "set-append",
                Map.of(
                        "seed", Long.toString(seed),
                        "producers", Integer.toString(PRODUCERS),
                        "lists", Integer.toString(lists),
                        "per-producer", Long.toString(perProducer),
                        "read-every", Integer.toString(READ_EVERY),
                        "rate", Long.toString(APPENDS_A_SECOND),
                        "output", output.toString()),
                null,
                output,
                new SetOracle(seed, PRODUCERS, lists, perProducer, READ_EVERY));
    }

    private static Trial flights(Path folder, long seconds) throws IOException {
        Path output = folder.resolve("flight-delays");
        Path input = folder.resolve("input").resolve("flights.csv");
        FlightOracle.unpack(input);
        return new Trial(
                "flight-delays",
                Map.of("input", input.toString(), "output", output.toString()),
                FlightOracle.flights() / seconds + 1,
                output,
                new FlightOracle());
    }

    /** What a node is asked. */
    SubmitRequest request() {
        return new SubmitRequest(
                job,
                parameters,
                new SubmitOptions(PARALLELISM, CHECKPOINT_INTERVAL, null, rate, null, null, null, null));
    }
}
