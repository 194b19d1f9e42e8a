package dev.sluice.examples.chaos;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Shows schedules and outcomes to people. */
final class Report {
    private static final String STEP = "  %5s  %-22s  %s%n";
    private static final String OUTCOME = "  %5s  %-22s  %9s  %9s  %s%n";

    private Report() {}

    static String schedule(List<Step> steps) {
        StringBuilder text = new StringBuilder(line(STEP, "AT", "TARGET", "ACTION"));
        for (Step step : steps) {
            text.append(
                    line(STEP, step.at().toSeconds() + " s", step.disturbance().target(), step.action()));
        }
        return text.toString();
    }

    static String outcomes(List<Outcome> outcomes) {
        StringBuilder text = new StringBuilder(line(OUTCOME, "AT", "TARGET", "DETECTED", "FLOWING", "ACTION"));
        for (Outcome outcome : outcomes) {
            RecoveryTimes times = outcome.times();
            text.append(line(
                    OUTCOME,
                    outcome.second() + " s",
                    outcome.target(),
                    times == null ? "?" : seconds(times.detected()),
                    times == null ? "?" : seconds(times.flowing()),
                    outcome.step().action() + (outcome.wrong() == null ? "" : ": " + outcome.wrong())));
        }
        return text.toString();
    }

    private static String seconds(@Nullable Duration time) {
        return time == null ? "-" : String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
    }

    private static String line(String format, Object... cells) {
        return String.format(Locale.ROOT, format, cells);
    }
}
