package dev.sluice.benchmarks.compare;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Draws what was measured as bars; those of a row have a scale of their own, for rows differ by a factor of a hundred.
 */
final class BarChart {
    private static final Map<Engine, String> COLOURS = Map.of(
            Engine.SLUICE, "#0b6e99",
            Engine.FLINK, "#d9730d",
            Engine.JET, "#9065b0",
            Engine.PLAIN, "#b4b4b4");
    private static final int WIDTH = 820;
    private static final int LEFT = 140;
    private static final int BAR = 14;
    private static final int STEP = 17;
    private static final int GAP = 14;
    private static final int TOP = 92;
    private static final int LONGEST = 560;

    private final StringBuilder svg = new StringBuilder();

    private BarChart() {}

    /** @param note a line below the title, for example which machine it was */
    static String of(List<RowScores> rows, String note) {
        return new BarChart().draw(rows, note);
    }

    private String draw(List<RowScores> rows, String note) {
        int height = TOP + 10;
        for (RowScores row : rows) {
            height += row.scores().size() * STEP + GAP;
        }
        svg.append("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\" "
                .formatted(WIDTH, height, WIDTH, height));
        svg.append("font-family=\"system-ui, sans-serif\" font-size=\"12\">\n");
        svg.append("<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n");
        text(20, 28, "Million events per second, exactly once", "font-size=\"17\" font-weight=\"600\"");
        text(20, 48, note + "; each group of bars has its own scale", "fill=\"#555555\"");
        legend(rows);
        int y = TOP;
        for (RowScores row : rows) {
            y = group(row, y);
        }
        return svg.append("</svg>\n").toString();
    }

    private void legend(List<RowScores> rows) {
        int x = 20;
        for (Engine engine : Engine.values()) {
            if (rows.stream().anyMatch(row -> row.of(engine) != null)) {
                bar(x, 62, 12, engine);
                text(x + 18, 73, name(engine), "");
                x += 30 + 8 * name(engine).length();
            }
        }
    }

    private int group(RowScores row, int top) {
        List<Score> scores = row.scores();
        double most = scores.stream().mapToDouble(Score::eventsPerSecond).max().orElse(1);
        text(
                LEFT - 10,
                top + scores.size() * STEP / 2 + 3,
                row.row().label(),
                "text-anchor=\"end\" font-weight=\"600\"");
        int y = top;
        for (Score score : scores) {
            int length = (int) Math.max(1, Math.round(score.eventsPerSecond() / most * LONGEST));
            bar(LEFT, y, length, score.engine());
            text(LEFT + length + 6, y + BAR - 3, millions(score.eventsPerSecond()), "");
            y += STEP;
        }
        return y + GAP;
    }

    private static String name(Engine engine) {
        return switch (engine) {
            case SLUICE -> "Sluice";
            case FLINK -> "Flink";
            case JET -> "Hazelcast Jet";
            case PLAIN -> "plain Java loop, not fault-tolerant";
        };
    }

    private static String millions(double eventsPerSecond) {
        double millions = eventsPerSecond / 1e6;
        return String.format(Locale.ROOT, millions < 1 ? "%.2f" : "%.1f", millions);
    }

    private void bar(int x, int y, int length, Engine engine) {
        svg.append("<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"2\" fill=\"%s\"/>\n"
                .formatted(x, y, length, BAR, COLOURS.get(engine)));
    }

    private void text(int x, int y, String text, String attributes) {
        String escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        svg.append("<text x=\"%d\" y=\"%d\" %s>%s</text>\n".formatted(x, y, attributes, escaped));
    }
}
