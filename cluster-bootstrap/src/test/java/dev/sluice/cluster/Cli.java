package dev.sluice.cluster;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;

/** The command line in this process, with what it printed. */
final class Cli {
    final ScriptedRuntime engine;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private boolean terminal;

    Cli(ScriptedRuntime engine) {
        this.engine = engine;
    }

    Cli onTerminal() {
        terminal = true;
        return this;
    }

    int run(String... args) {
        return run(List.of(), args);
    }

    int run(List<CliCommand> contributed, String... args) {
        Console console = new Console(new PrintWriter(out, true), new PrintWriter(err, true), terminal);
        return SluiceCli.create(
                        new Environment(Path.of("/home/ann"), terminal),
                        console,
                        engine::open,
                        new JobCatalog(List.of(new EchoJob())),
                        contributed)
                .execute(args);
    }

    String out() {
        return out.toString();
    }

    String err() {
        return err.toString();
    }
}
