package dev.sluice.cluster.local;

import dev.sluice.cluster.CliCommand;
import dev.sluice.cluster.CliContext;
import dev.sluice.cluster.CommandException;
import dev.sluice.cluster.ExitCodes;
import dev.sluice.cluster.client.Sizes;
import dev.sluice.cluster.client.Table;
import dev.sluice.persistence.checkpoint.CheckpointManifest;
import dev.sluice.persistence.checkpoint.JobOutline;
import dev.sluice.persistence.checkpoint.SavepointFolder;
import dev.sluice.persistence.contents.OperatorContents;
import dev.sluice.persistence.contents.SavepointContents;
import dev.sluice.persistence.contents.StateContents;
import dev.sluice.persistence.schema.OperatorSchema;
import dev.sluice.persistence.schema.TypeRef;
import dev.sluice.persistence.schema.TypeShape;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sluice state DIR}, and {@code sluice state DIR UID STATE}. */
@Command(
        name = "state",
        description = "Lists what a savepoint holds, and finds any damage: operators, states, their types, how many"
                + " entries and bytes. With an operator and a state, prints the state's entries as JSON, one a line."
                + " Needs none of the job's classes.",
        mixinStandardHelpOptions = true)
public final class StateCommand implements CliCommand {
    @Parameters(index = "0", paramLabel = "DIR", description = "The savepoint's folder.")
    private String folder = "";

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "UID",
            description = "An operator: print the entries of one of its states.")
    private @Nullable String uid;

    @Parameters(index = "2", arity = "0..1", paramLabel = "STATE", description = "The state's name.")
    private @Nullable String state;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "9223372036854775807",
            description = "How many entries at most; by default all.")
    private long limit;

    @Option(names = "--types", description = "Also what the job's classes were made of.")
    private boolean types;

    private @Nullable CliContext context;

    /** For the service loader. */
    public StateCommand() {}

    @Override
    public void bind(CliContext given) {
        context = given;
    }

    @Override
    public Integer call() throws IOException {
        CliContext work = context;
        if (work == null) {
            throw new IllegalStateException("not bound");
        }
        PrintWriter out = work.out();
        if (uid != null) {
            StateLines.print(work.environment().resolve(folder), uid, state, limit, out);
            return ExitCodes.OK;
        }
        SavepointContents contents = read(work);
        out.println(head(contents.manifest()));
        out.println();
        out.print(table(contents));
        if (types) {
            TreeMap<String, TypeShape> shapes = new TreeMap<>();
            for (OperatorContents operator : contents.operators()) {
                if (operator.schema() != null) {
                    shapes.putAll(operator.schema().types());
                }
            }
            out.println();
            shapes.values().forEach(shape -> out.println(shape.text()));
        }
        out.flush();
        return ExitCodes.OK;
    }

    private SavepointContents read(CliContext work) throws IOException {
        try {
            return SavepointContents.read(
                    SavepointFolder.open(work.environment().resolve(folder)));
        } catch (NoSuchFileException e) {
            throw new CommandException(
                    ExitCodes.USAGE, e.getReason() == null ? "there is no file " + e.getFile() : e.getReason());
        }
    }

    private static String head(CheckpointManifest manifest) {
        JobOutline job = manifest.job();
        String whose = job == null ? "" : "job " + job.job() + ", ";
        String groups = job == null ? "" : ", " + job.maxParallelism() + " key groups";
        long bytes = manifest.snapshots().stream()
                .mapToLong(snapshot -> snapshot.fullBytes())
                .sum();
        return whose + "run " + manifest.run() + ", checkpoint " + manifest.checkpoint() + " of "
                + Instant.ofEpochMilli(manifest.completedAt()) + groups + ", " + Sizes.text(bytes) + " in "
                + manifest.snapshots().size() + " snapshots";
    }

    private static Table table(SavepointContents contents) {
        Table table = new Table("OPERATOR", "KEY", "STATE", "TYPE", "ENTRIES", "BYTES");
        for (OperatorContents operator : contents.operators()) {
            OperatorSchema schema = operator.schema();
            for (StateContents state : operator.states()) {
                TypeRef type = schema == null ? null : schema.states().get(state.name());
                table.add(
                        operator.uid(),
                        state.keyed() && schema != null && schema.key() != null
                                ? schema.key().text()
                                : "",
                        state.name(),
                        type == null ? "" : type.text(),
                        state.entries(),
                        Sizes.text(state.bytes()));
            }
        }
        return table;
    }
}
