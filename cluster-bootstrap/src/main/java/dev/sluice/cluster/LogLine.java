package dev.sluice.cluster;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.LayoutBase;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * A line of the log. Logback's layout by pattern has a parser and a hundred classes, which every start would pay for.
 */
final class LogLine extends LayoutBase<ILoggingEvent> {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS ", Locale.ROOT);

    private final boolean timed;

    LogLine(boolean timed) {
        this.timed = timed;
    }

    @Override
    public String doLayout(ILoggingEvent event) {
        StringBuilder line = new StringBuilder();
        if (timed) {
            TIME.formatTo(event.getInstant().atZone(ZoneId.systemDefault()), line);
        }
        String logger = event.getLoggerName();
        String level = event.getLevel().toString();
        line.append(level)
                .append(" ".repeat(Math.max(1, 6 - level.length())))
                .append(logger, logger.lastIndexOf('.') + 1, logger.length())
                .append(" - ")
                .append(event.getFormattedMessage())
                .append(System.lineSeparator());
        IThrowableProxy problem = event.getThrowableProxy();
        if (problem != null) {
            line.append(isOutage(problem) ? causes(problem) : ThrowableProxyUtil.asString(problem));
        }
        return line.toString();
    }

    /** While a journal is away every persistent actor says so every few seconds: where in the code does not matter. */
    private static boolean isOutage(IThrowableProxy problem) {
        return problem.getClassName().startsWith("akka.persistence.");
    }

    private static String causes(IThrowableProxy problem) {
        StringBuilder causes = new StringBuilder();
        for (IThrowableProxy cause = problem.getCause(); cause != null; cause = cause.getCause()) {
            causes.append("      because of ")
                    .append(cause.getClassName())
                    .append(": ")
                    .append(cause.getMessage())
                    .append(System.lineSeparator());
        }
        return causes.toString();
    }
}
