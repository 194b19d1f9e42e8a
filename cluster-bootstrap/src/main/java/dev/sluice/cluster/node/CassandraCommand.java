package dev.sluice.cluster.node;

import dev.sluice.cluster.CliCommand;
import dev.sluice.cluster.CliContext;
import dev.sluice.cluster.CommandException;
import dev.sluice.cluster.ExitCodes;
import dev.sluice.persistence.cassandra.CassandraSchema;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sluice cassandra schema}. */
@Command(
        name = "cassandra",
        description = "What a cluster needs of Cassandra.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "schema")
public final class CassandraCommand implements CliCommand {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    private @Nullable CliContext context;

    /** For the service loader. */
    public CassandraCommand() {}

    @Override
    public void bind(CliContext surroundings) {
        context = surroundings;
    }

    @Override
    public Integer call() {
        throw new CommandLine.ParameterException(spec.commandLine(), "what to do is missing: schema");
    }

    @Command(
            name = "schema",
            description = "Prints the CQL that makes the keyspace and its tables, where they are not there.",
            mixinStandardHelpOptions = true)
    int schema(
            @Option(
                            names = "--keyspace",
                            paramLabel = "NAME",
                            defaultValue = "sluice",
                            description = "As in sluice.cassandra.keyspace (default: sluice).")
                    String keyspace,
            @Option(
                            names = "--replication",
                            paramLabel = "MAP",
                            defaultValue = "{'class': 'NetworkTopologyStrategy', 'datacenter1': 3}",
                            description = "As CQL has it (default: three copies in datacenter1).")
                    String replication) {
        try {
            CassandraSchema schema = new CassandraSchema(keyspace, replication);
            schema.statements()
                    .forEach(statement -> Objects.requireNonNull(context).out().println(statement + ";\n"));
        } catch (IllegalArgumentException e) {
            throw new CommandException(ExitCodes.USAGE, String.valueOf(e.getMessage()));
        }
        return ExitCodes.OK;
    }
}
