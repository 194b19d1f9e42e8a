package dev.sluice.cluster;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import org.slf4j.LoggerFactory;

/**
 * The log of the command line: warnings to standard error, more with {@code --verbose}. It is set up here rather than
 * in a {@code logback.xml}, which an application that embeds Sluice would inherit, and which takes longer to read. A
 * configuration of the user's own ({@code -Dlogback.configurationFile}) is left alone.
 */
final class Logging {
    private Logging() {}

    static void configure(boolean verbose) {
        if (System.getProperty("logback.configurationFile") != null
                || !(LoggerFactory.getILoggerFactory() instanceof LoggerContext context)) {
            return;
        }
        context.reset();
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern(verbose ? "%d{HH:mm:ss.SSS} %-5level %logger{0} - %msg%n" : "%-5level %logger{0} - %msg%n");
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
