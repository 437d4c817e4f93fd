package io.spanwire.launcher.start;

import java.util.Collection;
import java.util.Comparator;

/** What somebody may have meant by a mistyped name: the known one with the fewest changed letters. */
public final class NearestName {
    private NearestName() {}

    /** @throws java.util.NoSuchElementException when no name is known */
    public static String to(String mistyped, Collection<String> known) {
        return known.stream()
                .min(Comparator.comparingInt(name -> distance(mistyped, name)))
                .orElseThrow();
    }

    /** The Levenshtein distance. */
    private static int distance(String a, String b) {
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] current = new int[b.length() + 1];
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substituted = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(substituted, 1 + Math.min(previous[j], current[j - 1]));
            }
            previous = current;
        }
        return previous[b.length()];
    }
}
