package dev.sluice.cluster.client;

import dev.sluice.cluster.CliCommand;
import dev.sluice.cluster.CliContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sluice submit JOB}; each job known here is a subcommand of it, with its own options. */
@Command(
        name = "submit",
        description = {
            "Runs a job on a cluster, or resumes the run of it that was left unfinished.",
            "Files are named as the nodes see them."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        commandListHeading = "%nJobs known here (their options: sluice submit JOB --help):%n")
public final class SubmitCommand implements CliCommand {
    // Not required as far as picocli knows: with a subcommand it is not there.
    @Parameters(
            arity = "0..1",
            paramLabel = "JOB",
            description = "A job that the nodes know, even if it is not known here.")
    private @Nullable String job;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(names = "--param", paramLabel = "NAME=VALUE", description = "A parameter of the job.")
    private final Map<String, String> params = new LinkedHashMap<>();

    @Mixin
    private final Submission submission = new Submission();

    private @Nullable CliContext context;

    /** For the service loader. */
    public SubmitCommand() {}

    @Override
    public void bind(CliContext surroundings) {
        context = surroundings;
    }

    @Override
    public List<CommandSpec> subcommands() {
        CliContext here = Objects.requireNonNull(context);
        return here.jobs().stream()
                .map(known -> SubmitJobCommand.of(known, here))
                .toList();
    }

    @Override
    public Integer call() {
        if (job == null) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(),
                    "the job is missing: sluice submit JOB; known here: "
                            + String.join(", ", spec.subcommands().keySet()));
        }
        return submission.submit(Objects.requireNonNull(context), job, params);
    }
}
