package dev.sluice.examples.soak;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.LongSummaryStatistics;

/** Draws the memory of all processes over time, and tells their lives. */
final class Curve {
    private static final int WIDTH = 90;
    private static final int HEIGHT = 12;

    private Curve() {}

    /** Memory upwards, time to the right; {@code ^} is where a process was started, {@code -} a limit. */
    static String draw(List<Life> lives, SoakSettings settings) {
        long seconds = lives.stream()
                .flatMap(life -> life.samples.stream())
                .mapToLong(Life.Sample::second)
                .max()
                .orElse(0);
        long highest = Math.max(
                settings.bound(), lives.stream().mapToLong(Life::highest).max().orElse(0));
        char[][] rows = new char[HEIGHT + 1][WIDTH];
        for (char[] row : rows) {
            Arrays.fill(row, ' ');
        }
        for (long limit : limits(settings)) {
            Arrays.fill(rows[row(limit, highest)], '-');
        }
        char[] starts = new char[WIDTH];
        Arrays.fill(starts, ' ');
        for (Life life : lives) {
            starts[column(life.startSecond, seconds)] = '^';
            for (Life.Sample sample : life.samples) {
                rows[row(sample.resident(), highest)][column(sample.second(), seconds)] = '*';
            }
        }
        StringBuilder text = new StringBuilder();
        for (int row = HEIGHT; row >= 0; row--) {
            text.append(String.format(Locale.ROOT, "%18s |", label(row, highest, settings)))
                    .append(new String(rows[row]).stripTrailing())
                    .append('\n');
        }
        String last = seconds + " s";
        return text.append(String.format(Locale.ROOT, "%18s  ", "start"))
                .append(new String(starts).stripTrailing())
                .append('\n')
                .append(String.format(Locale.ROOT, "%18s  0 s%" + (WIDTH - 3) + "s%n", "", last))
                .toString();
    }

    private static long[] limits(SoakSettings settings) {
        return new long[] {settings.heapBytes(), settings.heapBytes() + settings.nativeBytes(), settings.bound()};
    }

    private static String label(int row, long highest, SoakSettings settings) {
        String[] names = {"heap", "+ RocksDB", "+ the rest"};
        long[] limits = limits(settings);
        for (int i = 0; i < limits.length; i++) {
            if (row(limits[i], highest) == row) {
                return names[i] + " " + Sizes.text(limits[i]);
            }
        }
        return row == 0 ? "0" : "";
    }

    private static int row(long bytes, long highest) {
        return (int) (bytes * HEIGHT / highest);
    }

    private static int column(long second, long seconds) {
        return seconds == 0 ? 0 : (int) (second * (WIDTH - 1) / seconds);
    }

    /** A line for each process. */
    static String lives(List<Life> lives) {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%8s %7s %9s %11s %11s %10s %10s  %s%n",
                "PROCESS",
                "FROM",
                "RESTORED",
                "RSS MEDIAN",
                "RSS MOST",
                "STATE",
                "READ",
                "CHECKPOINTS: NEW BYTES, FROM TRIGGER TO END"));
        for (Life life : lives) {
            text.append(String.format(
                    Locale.ROOT,
                    "%8d %5d s %9s %11s %11s %10s %,10d  %s%n",
                    life.number,
                    life.startSecond,
                    life.restored < 0 ? "?" : life.restored == 0 ? "-" : Long.toString(life.restored),
                    life.median().isPresent() ? Sizes.text(life.median().getAsLong()) : "-",
                    Sizes.text(life.highest()),
                    Sizes.text(life.mostState()),
                    life.read,
                    checkpoints(life)));
        }
        return text.toString();
    }

    private static String checkpoints(Life life) {
        List<EngineLine.Checkpoint> all = life.checkpoints;
        String failed = life.failedCheckpoints == 0 ? "" : ", " + life.failedCheckpoints + " failed";
        if (all.isEmpty()) {
            return "0" + failed;
        }
        LongSummaryStatistics written =
                all.stream().mapToLong(EngineLine.Checkpoint::written).summaryStatistics();
        LongSummaryStatistics millis =
                all.stream().mapToLong(EngineLine.Checkpoint::millis).summaryStatistics();
        return String.format(
                Locale.ROOT,
                "%d: %s to %s, %.1f to %.1f s, held up %d ms at most%s",
                all.size(),
                Sizes.text(written.getMin()),
                Sizes.text(written.getMax()),
                millis.getMin() / 1000.0,
                millis.getMax() / 1000.0,
                all.stream().mapToLong(EngineLine.Checkpoint::heldMillis).max().orElse(0),
                failed);
    }
}
