package dev.sluice.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import org.junit.jupiter.api.Test;

class LogLineTest {
    private static ILoggingEvent event(Level level, Throwable thrown) {
        Logger logger = new LoggerContext().getLogger("dev.sluice.runtime.Master");
        return new LoggingEvent(LogLineTest.class.getName(), logger, level, "run {} ended", thrown, new Object[] {7});
    }

    @Test
    void when_a_line_is_written_then_it_has_level_short_name_and_message() {
        assertThat(new LogLine(false).doLayout(event(Level.WARN, null)))
                .isEqualTo("WARN  Master - run 7 ended" + System.lineSeparator());
        assertThat(new LogLine(false).doLayout(event(Level.ERROR, null))).startsWith("ERROR Master - ");
    }

    @Test
    void when_it_is_timed_then_the_time_of_day_comes_first() {
        assertThat(new LogLine(true).doLayout(event(Level.INFO, null)))
                .matches("\\d\\d:\\d\\d:\\d\\d\\.\\d{3} INFO  Master - run 7 ended\\R");
    }

    @Test
    void when_something_was_thrown_then_its_stack_trace_follows() {
        assertThat(new LogLine(false).doLayout(event(Level.WARN, new IllegalStateException("why"))))
                .contains("java.lang.IllegalStateException: why", "\tat ", LogLineTest.class.getName());
    }
}
