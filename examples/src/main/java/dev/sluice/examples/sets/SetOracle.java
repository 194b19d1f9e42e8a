package dev.sluice.examples.sets;

import dev.sluice.examples.oracle.CommittedRows;
import dev.sluice.examples.oracle.ExactRows;
import dev.sluice.examples.oracle.Oracle;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Every list must have been read once at each size it should have been read at, each of its reads must continue the one
 * before, and the last one must hold every element once, those of a producer in its order.
 */
public final class SetOracle implements Oracle {
    private final Producers producers;
    private final int every;

    /**
     * @param seed what the job was given
     * @param producers the same
     * @param lists the same
     * @param perProducer the same
     * @param every the same
     */
    public SetOracle(long seed, int producers, int lists, long perProducer, int every) {
        this.producers = new Producers(seed, producers, lists, perProducer, 0);
        this.every = every;
    }

    @Override
    public Optional<String> firstDifference(Path output) throws IOException {
        Map<Integer, List<String>> expected = expected();
        Map<Integer, List<ListRead>> found = new TreeMap<>();
        List<String> sizes = new ArrayList<>();
        for (String row : CommittedRows.read(output, ListRead.HEADER)) {
            ListRead read = read(row);
            sizes.add(size(read.list(), read.size(), read.last()));
            found.computeIfAbsent(read.list(), list -> new ArrayList<>()).add(read);
        }
        Optional<String> difference = ExactRows.firstDifference("reads", expectedSizes(expected), sizes);
        for (Map.Entry<Integer, List<ListRead>> list : found.entrySet()) {
            if (difference.isEmpty()) {
                difference = difference(list.getValue(), expected.getOrDefault(list.getKey(), List.of()));
            }
        }
        return difference;
    }

    private Map<Integer, List<String>> expected() {
        Map<Integer, List<String>> lists = new TreeMap<>();
        for (int producer = 0; producer < producers.producers(); producer++) {
            for (long n = 0; n < producers.perProducer(); n++) {
                Append append = Append.of(producers.seed(), producers.lists(), producer, n);
                lists.computeIfAbsent(append.list(), list -> new ArrayList<>()).add(append.element());
            }
        }
        return lists;
    }

    private List<String> expectedSizes(Map<Integer, List<String>> lists) {
        List<String> sizes = new ArrayList<>();
        lists.forEach((list, elements) -> {
            for (int size = every; size <= elements.size(); size += every) {
                sizes.add(size(list, size, false));
            }
            sizes.add(size(list, elements.size(), true));
        });
        return sizes;
    }

    private static String size(int list, int size, boolean last) {
        return "list " + list + " at size " + size + (last ? ", last" : "");
    }

    private static ListRead read(String row) {
        String[] cells = row.split(",", -1);
        return new ListRead(
                Integer.parseInt(cells[0]), Integer.parseInt(cells[1]), Boolean.parseBoolean(cells[2]), cells[3]);
    }

    private static Optional<String> difference(List<ListRead> reads, List<String> expected) {
        reads.sort(Comparator.comparingInt(ListRead::size).thenComparing(ListRead::last));
        List<String> before = List.of();
        for (ListRead read : reads) {
            List<String> now = elements(read);
            if (now.size() != read.size()) {
                return Optional.of("list " + read.list() + " has " + now.size() + " elements at size " + read.size());
            }
            for (int i = 0; i < before.size(); i++) {
                if (!before.get(i).equals(now.get(i))) {
                    return Optional.of("list " + read.list() + " has at size " + read.size() + " element " + now.get(i)
                            + " at " + i + ", where it had " + before.get(i));
                }
            }
            before = now;
        }
        String what = "list " + reads.get(0).list();
        Optional<String> difference = ExactRows.firstDifference(what, expected, before);
        return difference.isPresent() ? difference : outOfOrder(what, before);
    }

    private static List<String> elements(ListRead read) {
        return read.elements().isEmpty() ? List.of() : List.of(read.elements().split(" "));
    }

    private static Optional<String> outOfOrder(String what, List<String> elements) {
        Map<String, Long> last = new HashMap<>();
        for (String element : elements) {
            int colon = element.indexOf(':');
            long number = Long.parseLong(element.substring(colon + 1));
            Long before = last.put(element.substring(0, colon), number);
            if (before != null && before > number) {
                return Optional.of(what + ": " + element + " comes after number " + before + " of its producer");
            }
        }
        return Optional.empty();
    }
}
