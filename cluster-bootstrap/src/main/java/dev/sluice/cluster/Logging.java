package dev.sluice.cluster;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import org.slf4j.LoggerFactory;

/**
 * The log of the command line: warnings to standard error, more with {@code --verbose}. It is set up here rather than
 * in a {@code logback.xml}, which an application that embeds Sluice would inherit, and which takes longer to read. A
 * configuration of the user's own ({@code -Dlogback.configurationFile}) is left alone.
 */
final class Logging {
    private static volatile boolean configuring;

    private Logging() {}

    /** Whether what Logback finds by itself would be replaced at once. */
    static boolean isConfiguring() {
        return configuring;
    }

    static void configure(boolean verbose) {
        if (System.getProperty("logback.configurationFile") != null) {
            return;
        }
        configuring = true;
        if (!(LoggerFactory.getILoggerFactory() instanceof LoggerContext context)) {
            return;
        }
        context.reset();
        LogLine line = new LogLine(verbose);
        line.setContext(context);
        line.start();
        LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
        encoder.setContext(context);
        encoder.setLayout(line);
        encoder.start();
        ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
        console.setContext(context);
        console.setTarget("System.err");
        console.setEncoder(encoder);
        console.start();
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.addAppender(console);
        root.setLevel(verbose ? Level.INFO : Level.WARN);
        if (!verbose) {
            // Akka warns of every peculiarity of a cluster of one node, and reports what ends up in the job's failure
            // anyway.
            context.getLogger("akka").setLevel(Level.ERROR);
        }
    }
}
