package dev.sluice.benchmarks.nexmark;

import dev.sluice.api.function.Collector;
import dev.sluice.api.function.FlatMapFunction;
import dev.sluice.api.function.TaskInfo;
import dev.sluice.benchmarks.nexmark.data.Bid;
import dev.sluice.benchmarks.nexmark.data.NexmarkEvent;
import dev.sluice.benchmarks.nexmark.data.SideTable;
import dev.sluice.benchmarks.nexmark.result.SideBid;
import java.util.Map;

/** Looks each bid up in a table that is read once on each subtask. */
final class SideInput implements FlatMapFunction<NexmarkEvent, SideBid> {
    private Map<Long, String> table = Map.of();

    @Override
    public void open(TaskInfo task) {
        table = SideTable.read();
    }

    @Override
    public void flatMap(NexmarkEvent event, Collector<SideBid> out) {
        if (event instanceof Bid bid) {
            String value = table.get(SideTable.keyOf(bid));
            if (value != null) {
                out.collect(SideBid.of(bid, value));
            }
        }
    }
}
