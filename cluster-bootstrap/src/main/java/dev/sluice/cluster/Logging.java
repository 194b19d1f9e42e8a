package dev.sluice.cluster;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * The log of the command line: warnings to standard error, more with {@code --verbose}. It is set up here rather than
 * in a {@code logback.xml}, which an application that embeds Sluice would inherit, and which takes longer to read. A
 * configuration of the user's own ({@code -Dlogback.configurationFile}) is left alone.
 */
public final class Logging {
    private static volatile boolean configuring;

    private Logging() {}

    /** Whether what Logback finds by itself would be replaced at once. */
    static boolean isConfiguring() {
        return configuring;
    }

    static void configure(boolean verbose) {
        LoggerContext context = reset(verbose);
        if (context != null && !verbose) {
            // Akka warns of every peculiarity of a cluster of one node, and reports what ends up in the job's failure
            // anyway.
            context.getLogger("akka").setLevel(Level.ERROR);
        }
    }

    /**
     * Sets up the log of a node: what Sluice does, with the time of day, and what Akka warns of.
     *
     * @param verbose whether Akka tells of its doings as well
     */
    public static void configureNode(boolean verbose) {
        LoggerContext context = reset(true);
        if (context != null && !verbose) {
            context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).setLevel(Level.WARN);
            context.getLogger("dev.sluice").setLevel(Level.INFO);
            // Of connections that end because their node does; what that leads to is said by others.
            context.getLogger("akka.stream.Materializer").setLevel(Level.ERROR);
            // Of a peer that was paused and goes on.
            context.getLogger("akka.remote.artery.compress").setLevel(Level.ERROR);
            // Each probe of a node that is not ready would be a line; the probe is told why.
            context.getLogger("akka.management.internal.HealthChecksImpl").setLevel(Level.ERROR);
        }
    }

    /** Leaves warnings out, for a command whose jobs fail on purpose. */
    public static void errorsOnly() {
        LoggerContext context = reset(false);
        if (context != null) {
            context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).setLevel(Level.ERROR);
        }
    }

    private static @Nullable LoggerContext reset(boolean timed) {
        if (System.getProperty("logback.configurationFile") != null) {
            return null;
        }
        configuring = true;
        if (!(LoggerFactory.getILoggerFactory() instanceof LoggerContext context)) {
            return null;
        }
        context.reset();
        LogLine line = new LogLine(timed);
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
        root.setLevel(timed ? Level.INFO : Level.WARN);
        return context;
    }
}
