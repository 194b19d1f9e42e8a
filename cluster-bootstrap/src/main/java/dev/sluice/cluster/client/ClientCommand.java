package dev.sluice.cluster.client;

import dev.sluice.cluster.CliCommand;
import dev.sluice.cluster.CliContext;
import dev.sluice.cluster.ExitCodes;
import dev.sluice.cluster.http.message.JobDocument;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;

/** A command that asks a node one thing and shows the answer. */
abstract class ClientCommand implements CliCommand {
    @Mixin
    private final NodeOptions node = new NodeOptions();

    private @Nullable CliContext context;

    @Override
    public final void bind(CliContext surroundings) {
        context = surroundings;
    }

    /**
     * @param client asks the node
     * @return its answer
     */
    abstract String ask(NodeClient client);

    /**
     * @param answer a node's
     * @return it for people
     */
    abstract String show(String answer);

    @Override
    public Integer call() {
        CliContext here = Objects.requireNonNull(context);
        String answer = ask(node.client(here));
        here.out().print(node.json() ? answer + System.lineSeparator() : show(answer));
        here.out().flush();
        return ExitCodes.OK;
    }

    /** A path that the nodes understand alike, wherever they were started. */
    final String resolve(String path) {
        return Objects.requireNonNull(context).environment().resolve(path).toString();
    }

    static JobDocument job(String answer) {
        return NodeClient.read(answer, JobDocument.class);
    }

    static String line(String text) {
        return text + System.lineSeparator();
    }
}
