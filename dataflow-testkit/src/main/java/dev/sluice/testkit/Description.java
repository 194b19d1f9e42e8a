package dev.sluice.testkit;

import dev.sluice.api.graph.GraphNode;
import java.util.List;
import java.util.Map;

/** A flow in words. */
final class Description {
    private static final int LAST = 20;

    private Description() {}

    static String of(TestFlow flow, TestedJob tested) {
        StringBuilder text = new StringBuilder();
        text.append("job \"").append(tested.graph().job()).append("\" at ").append(flow.now());
        text.append(", parallelism ").append(flow.parallelism()).append('\n');
        tested.feeds()
                .forEach((name, feed) -> text.append("  source \"")
                        .append(name)
                        .append("\" has read ")
                        .append(feed.lanes().stream().mapToLong(Lane::position).sum())
                        .append(" records")
                        .append(feed.lanes().stream().allMatch(Lane::ended) ? " and has ended" : "")
                        .append('\n'));
        tested.tapes().values().forEach(tape -> tape(tape, text));
        if (flow.isRunning()) {
            running(flow, tested, text);
        } else {
            text.append(
                    flow.failure() == null
                            ? "  closed\n"
                            : "  failed: " + flow.failure().getMessage() + "\n");
        }
        return text.toString();
    }

    private static void tape(Tape tape, StringBuilder text) {
        List<Timestamped<Object>> written = tape.written();
        text.append("  ")
                .append(tape.name())
                .append(" has ")
                .append(written.size())
                .append(" records\n");
        int from = Math.max(0, written.size() - LAST);
        if (from > 0) {
            text.append("    ...\n");
        }
        written.subList(from, written.size())
                .forEach(record -> text.append("    ").append(record).append('\n'));
    }

    private static void running(TestFlow flow, TestedJob tested, StringBuilder text) {
        for (GraphNode node : tested.graph().nodes()) {
            text.append("  \"").append(node.name()).append("\" has the watermark ");
            long watermark = flow.running().watermark(node.name());
            text.append(new Timestamped<>("", watermark)).append('\n');
        }
        Map<String, Long> counters = flow.counters();
        if (!counters.isEmpty()) {
            text.append("  counted: ").append(counters).append('\n');
        }
        text.append("  state, in entries: ").append(flow.snapshot().entries()).append('\n');
    }
}
