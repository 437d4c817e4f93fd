package io.spanwire.launcher.settings;

import java.util.Comparator;
import java.util.stream.Stream;

/** Refuses names that mean nothing, with the nearest one that does: a mistyped setting must not be ignored. */
final class KnownNames {

    private KnownNames() {}

    static void check(String name, String where) {
        String key = name.startsWith(Key.PREFIX) ? name.substring(Key.PREFIX.length()) : "";
        if (!key.startsWith(Key.KAFKA_CLIENT) && Key.named(key).isEmpty()) {
            throw InvalidSetting.of(
                    name,
                    where + " is unknown",
                    "Did you mean " + Key.PREFIX + nearest(name) + "? All settings: spanwire settings.");
        }
    }

    private static String nearest(String name) {
        return Stream.of(Key.values())
                .map(Key::key)
                .min(Comparator.comparingInt(key -> distance(name, Key.PREFIX + key)))
                .orElseThrow();
    }

    /** Levenshtein's edit distance. */
    static int distance(String a, String b) {
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] current = new int[b.length() + 1];
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(replaced, 1 + Math.min(previous[j], current[j - 1]));
            }
            previous = current;
        }
        return previous[b.length()];
    }
}
