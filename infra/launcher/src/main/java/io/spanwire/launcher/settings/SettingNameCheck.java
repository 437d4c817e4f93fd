package io.spanwire.launcher.settings;

import java.util.Comparator;
import java.util.stream.Stream;

/** The check that refuses unknown names and suggests the nearest known one: a mistyped setting must not be ignored. */
final class SettingNameCheck {

    private SettingNameCheck() {}

    static void check(String name, String where) {
        String key = name.startsWith(SettingKey.PREFIX) ? name.substring(SettingKey.PREFIX.length()) : "";
        if (!key.startsWith(SettingKey.KAFKA_CLIENT)
                && SettingKey.named(key).isEmpty()
                && SettingKey.ofFile(key).isEmpty()) {
            throw SettingKey.invalid(
                    name,
                    where + " is unknown",
                    "Did you mean " + SettingKey.PREFIX + nearest(name) + "? All settings: spanwire settings.");
        }
    }

    private static String nearest(String name) {
        return Stream.of(SettingKey.values())
                .map(SettingKey::key)
                .min(Comparator.comparingInt(key -> distance(name, SettingKey.PREFIX + key)))
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
