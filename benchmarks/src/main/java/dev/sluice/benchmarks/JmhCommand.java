package dev.sluice.benchmarks;

import dev.sluice.cluster.CliCommand;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.Main;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/** {@code sluice jmh}: the benchmarks of single hot paths; what follows are JMH's own arguments. */
@Command(
        name = "jmh",
        description = {
            "Runs the JMH benchmarks of single hot paths. What follows are JMH's own arguments,",
            "for example: sluice jmh -l; sluice jmh StateTable -p keys=1000000 -prof gc; sluice jmh -h"
        })
public final class JmhCommand implements CliCommand {
    @Unmatched
    private List<String> arguments = new ArrayList<>();

    /** For the service loader. */
    public JmhCommand() {}

    @Override
    public Integer call() throws Exception {
        Main.main(arguments.toArray(String[]::new)); // it ends the process if a benchmark fails
        return 0;
    }
}
