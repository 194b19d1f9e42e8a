package dev.sluice.testkit;

import dev.sluice.api.connector.Source;
import dev.sluice.api.connector.SourceContext;
import dev.sluice.api.connector.SourceReader;
import dev.sluice.api.connector.Split;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Takes the place of a source of the job. The engine deals its splits out to subtasks as it does with any source. */
final class Feed implements Source<Object> {
    private final List<Lane> lanes;

    Feed(int splits) {
        lanes = Stream.generate(Lane::new).limit(splits).toList();
    }

    List<Lane> lanes() {
        return lanes;
    }

    @Override
    public List<Split> splits(int parallelism) {
        return IntStream.range(0, lanes.size())
                .mapToObj(i -> new Split("" + i, 0, Long.MAX_VALUE))
                .toList();
    }

    @Override
    public SourceReader<Object> open(Split split, long position, SourceContext context) {
        return lanes.get(Integer.parseInt(split.id())).at(position);
    }
}
