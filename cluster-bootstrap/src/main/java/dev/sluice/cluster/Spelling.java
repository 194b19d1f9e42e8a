package dev.sluice.cluster;

import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** Guesses what someone meant to type. */
final class Spelling {
    private Spelling() {}

    /**
     * Those candidates that differ least from the word, if they differ in no more than a third of it or begin with it.
     */
    static List<String> nearest(String word, Collection<String> candidates) {
        String lower = word.toLowerCase(Locale.ROOT);
        int best = candidates.stream()
                .mapToInt(candidate -> distance(lower, candidate))
                .min()
                .orElse(Integer.MAX_VALUE);
        if (best <= Math.max(2, word.length() / 3)) {
            return candidates.stream()
                    .filter(candidate -> distance(lower, candidate) == best)
                    .toList();
        }
        return candidates.stream()
                .filter(candidate -> !lower.isEmpty() && candidate.contains(lower))
                .toList();
    }

    /** Levenshtein's distance, row by row. */
    static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int above = row[j];
                int substitution = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(substitution, Math.min(above, row[j - 1]) + 1);
                diagonal = above;
            }
        }
        return row[b.length()];
    }
}
