package dev.sluice.examples.sets;

import dev.sluice.api.connector.Source;
import dev.sluice.api.connector.SourceContext;
import dev.sluice.api.connector.SourceReader;
import dev.sluice.api.connector.Split;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Invents what producers append. Each producer is a split, so one subtask reads all of its elements, in order, however
 * many subtasks there are.
 *
 * @param seed another one invents other elements
 * @param producers how many
 * @param lists how many lists they append to
 * @param perProducer how many elements each of them has
 * @param rate elements a second of all producers together; 0: as many as they can
 */
record Producers(long seed, int producers, int lists, long perProducer, long rate) implements Source<Append> {

    @Override
    public List<Split> splits(int parallelism) {
        return IntStream.range(0, producers)
                .mapToObj(producer -> new Split(Integer.toString(producer), 0, perProducer))
                .toList();
    }

    @Override
    public SourceReader<Append> open(Split split, long position, SourceContext context) {
        return new ProducerReader(
                this, Integer.parseInt(split.id()), position, split.end(), rate / (double) producers, System::nanoTime);
    }

    @Override
    public boolean freshRecords() {
        return true;
    }
}
