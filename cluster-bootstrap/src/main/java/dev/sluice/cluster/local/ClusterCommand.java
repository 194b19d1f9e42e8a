package dev.sluice.cluster.local;

import dev.sluice.cluster.CliCommand;
import dev.sluice.cluster.CliContext;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code sluice cluster}. */
@Command(
        name = "cluster",
        description = "A cluster on this machine, to try things out: Cassandra and three nodes in the background.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "(up | status | down)")
public final class ClusterCommand implements CliCommand {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    private @Nullable CliContext context;

    /** For the service loader. */
    public ClusterCommand() {}

    @Override
    public void bind(CliContext surroundings) {
        context = surroundings;
    }

    @Override
    public List<CommandSpec> subcommands() {
        CliContext here = Objects.requireNonNull(context);
        return Stream.of(new UpCommand(here), new ShowCommand(here), new DownCommand(here))
                .map(CommandSpec::forAnnotatedObject)
                .toList();
    }

    @Override
    public Integer call() {
        throw new CommandLine.ParameterException(spec.commandLine(), "what to do is missing: up, status or down");
    }
}
