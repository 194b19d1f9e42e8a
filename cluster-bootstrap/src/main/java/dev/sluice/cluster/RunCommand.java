package dev.sluice.cluster;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code sluice run}; each job is a subcommand of it, with its own options. */
@Command(
        name = "run",
        description = {
            "Runs a job to its end.",
            "Typed again after a crash or a stop, the same command line resumes the job from its last checkpoint; "
                    + "after a success it begins anew."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "JOB [OPTIONS]",
        commandListHeading = "%nJobs (their options: sluice run JOB --help):%n")
final class RunCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        throw new CommandLine.ParameterException(
                spec.commandLine(),
                "the job is missing: sluice run JOB; jobs: "
                        + String.join(", ", spec.subcommands().keySet()));
    }
}
