package dev.sluice.runtime.offline;

import dev.sluice.api.connector.Source;
import dev.sluice.api.connector.SourceContext;
import dev.sluice.api.connector.SourceOutput;
import dev.sluice.api.connector.SourceReader;
import dev.sluice.api.connector.Split;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Notices when all splits of all sources of a job are read. Thread-safe: subtasks tell it. */
final class Inputs {
    /** A split that never ends, so that the job does not. */
    private static final Split STAY = new Split("$stay", 0, Long.MAX_VALUE);

    private final int sources;
    private final Map<String, Set<String>> open = new HashMap<>();
    private final Set<String> read = new HashSet<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    /** @param sources how many there are */
    Inputs(int sources) {
        this.sources = sources;
    }

    /** Completes when all is read. */
    CompletableFuture<Void> ended() {
        return ended;
    }

    /** The same source, which stays when all is read, and tells. */
    Source<Object> staying(String name, Source<Object> source) {
        return new Staying(name, source);
    }

    private synchronized void found(String source, List<Split> splits) {
        if (!open.containsKey(source)) {
            Set<String> left = new HashSet<>();
            splits.forEach(split -> left.add(split.id()));
            left.removeIf(split -> read.contains(source + "/" + split)); // another subtask may be that far already
            open.put(source, left);
            look();
        }
    }

    private synchronized void ended(String source, String split) {
        read.add(source + "/" + split);
        Set<String> left = open.get(source);
        if (left != null) {
            left.remove(split);
            look();
        }
    }

    private void look() {
        if (open.size() == sources && open.values().stream().allMatch(Set::isEmpty)) {
            ended.complete(null);
        }
    }

    private final class Staying implements Source<Object> {
        private final String name;
        private final Source<Object> source;

        Staying(String name, Source<Object> source) {
            this.name = name;
            this.source = source;
        }

        @Override
        public List<Split> splits(int parallelism) throws Exception {
            List<Split> splits = source.splits(parallelism);
            found(name, splits);
            List<Split> all = new ArrayList<>(splits);
            all.add(STAY);
            return all;
        }

        @Override
        public SourceReader<Object> open(Split split, long position, SourceContext context) throws Exception {
            return split.equals(STAY)
                    ? new Silence()
                    : new Watched(name, split.id(), source.open(split, position, context));
        }

        @Override
        public boolean freshRecords() {
            return source.freshRecords();
        }
    }

    private static final class Silence implements SourceReader<Object> {
        @Override
        public Status read(SourceOutput<Object> out, int limit) {
            return Status.IDLE;
        }

        @Override
        public long position() {
            return 0;
        }
    }

    private final class Watched implements SourceReader<Object> {
        private final String source;
        private final String split;
        private final SourceReader<Object> reader;

        Watched(String source, String split, SourceReader<Object> reader) {
            this.source = source;
            this.split = split;
            this.reader = reader;
        }

        @Override
        public Status read(SourceOutput<Object> out, int limit) throws Exception {
            Status status = reader.read(out, limit);
            if (status == Status.END) {
                ended(source, split);
            }
            return status;
        }

        @Override
        public long position() {
            return reader.position();
        }

        @Override
        public void close() throws Exception {
            reader.close();
        }
    }
}
