package dev.sluice.examples.oracle;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Compares rows without regard to their order, each as often as it occurs. */
public final class ExactRows {
    private ExactRows() {}

    /**
     * @param what the rows are, for the message
     * @param expected what must be there
     * @param found what is there
     * @return the first row in order of text that is lost, there too often, or should not be there
     */
    public static Optional<String> firstDifference(String what, Collection<String> expected, Collection<String> found) {
        List<String> wanted = expected.stream().sorted().toList();
        List<String> real = found.stream().sorted().toList();
        int i = 0;
        while (i < wanted.size() && i < real.size() && wanted.get(i).equals(real.get(i))) {
            i++;
        }
        if (i == wanted.size() && i == real.size()) {
            return Optional.empty();
        }
        String counts = " (" + real.size() + " rows instead of " + wanted.size() + ")";
        if (i < wanted.size() && (i == real.size() || wanted.get(i).compareTo(real.get(i)) < 0)) {
            return Optional.of(what + ": lost " + wanted.get(i) + counts);
        }
        boolean doubled = i > 0 && real.get(i).equals(real.get(i - 1));
        return Optional.of(what + ": " + (doubled ? "doubled " : "never expected ") + real.get(i) + counts);
    }
}
