package dev.sluice.benchmarks.peers.flink;

import dev.sluice.benchmarks.nexmark.data.Bid;
import dev.sluice.benchmarks.nexmark.data.NexmarkEvent;
import dev.sluice.benchmarks.nexmark.data.SideTable;
import dev.sluice.benchmarks.nexmark.result.SideBid;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.util.Collector;

/** Looks each bid up in a table that is read once on each subtask. */
final class SideInput extends RichFlatMapFunction<NexmarkEvent, Object> {
    private transient Map<Long, String> table;

    @Override
    public void open(OpenContext context) {
        table = SideTable.read();
    }

    @Override
    public void flatMap(NexmarkEvent event, Collector<Object> out) {
        if (event instanceof Bid bid) {
            String value = table.get(SideTable.keyOf(bid));
            if (value != null) {
                out.collect(SideBid.of(bid, value));
            }
        }
    }
}
