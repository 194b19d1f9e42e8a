package dev.sluice.cluster;

import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.ServiceConfigurationError;

/** The entry point of {@code sluice}. */
public final class Main {
    private Main() {}

    /** @param args the command line */
    public static void main(String[] args) {
        // What people read comes in the encoding of their terminal, which is not the JVM's default on JDK 18 and newer.
        Charset charset = Charset.forName(System.getProperty("stdout.encoding", System.getProperty("native.encoding")));
        Environment environment = Environment.ofProcess();
        Console console = new Console(
                new PrintWriter(System.out, true, charset),
                new PrintWriter(System.err, true, charset),
                environment.terminal());
        Logging.configure(false);
        int exitCode;
        try {
            exitCode = SluiceCli.load(environment, console, args).execute(args);
        } catch (ServiceConfigurationError e) {
            console.err().println("sluice: a job or command on the class path cannot be loaded: " + e.getMessage());
            exitCode = ExitCodes.USAGE;
        }
        console.out().flush();
        console.err().flush();
        System.exit(exitCode);
    }
}
