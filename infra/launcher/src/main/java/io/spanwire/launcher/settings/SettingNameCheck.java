package io.spanwire.launcher.settings;

import io.spanwire.launcher.start.NearestName;
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
                    "Did you mean " + nearest(name) + "? All settings: spanwire settings.");
        }
    }

    private static String nearest(String name) {
        return NearestName.to(
                name,
                Stream.of(SettingKey.values())
                        .map(key -> SettingKey.PREFIX + key.key())
                        .toList());
    }
}
