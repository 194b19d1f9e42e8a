package dev.sluice.runtime.coordinator;

import dev.sluice.runtime.protocol.KeeperReport;
import dev.sluice.runtime.protocol.SubtaskId;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Keeps the sources of a group together: tells each how far the slowest of the others is. Nothing of it is journaled,
 * and no message has to arrive: each source repeats where it is as long as its task is there, at its end too, so a
 * master that has taken over knows all of them after an interval. Until then the sources go by what they were told
 * before; a new attempt begins unaligned.
 *
 * <p>What a source is told is what was true a while ago. Watermarks only advance, so it is told too little rather than
 * too much.
 */
final class SourceAlignment {
    private final Map<SubtaskId, String> groups;
    private final Map<SubtaskId, KeeperReport.AtWatermark> latest = new HashMap<>();

    /** @param groups of the subtasks of aligned sources */
    SourceAlignment(Map<SubtaskId, String> groups) {
        this.groups = groups;
    }

    /** Whom to tell what after a report: the reporter, or all of its group once it is known where they all are. */
    Map<SubtaskId, Long> report(KeeperReport.AtWatermark report) {
        Map<SubtaskId, Long> answers = new LinkedHashMap<>();
        String group = groups.get(report.subtask());
        if (group == null) {
            return answers;
        }
        boolean first = latest.put(report.subtask(), report) == null;
        if (!isComplete(group)) {
            return answers;
        }
        groups.forEach((source, other) -> {
            if (other.equals(group) && (first || source.equals(report.subtask()))) {
                answers.put(source, minimumBut(source, group));
            }
        });
        return answers;
    }

    private boolean isComplete(String group) {
        return groups.entrySet().stream()
                .allMatch(source -> !source.getValue().equals(group) || latest.containsKey(source.getKey()));
    }

    private long minimumBut(SubtaskId asking, String group) {
        return latest.values().stream()
                .filter(KeeperReport.AtWatermark::active)
                .filter(other -> !other.subtask().equals(asking) && group.equals(groups.get(other.subtask())))
                .mapToLong(KeeperReport.AtWatermark::watermark)
                .min()
                .orElse(Long.MAX_VALUE);
    }
}
