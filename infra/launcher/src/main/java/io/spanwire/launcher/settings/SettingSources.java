package io.spanwire.launcher.settings;

import io.spanwire.launcher.start.UserFacingException;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;

/**
 * The sources of settings, weakest first: a properties file, the environment, flags, whose names may
 * have the prefix of those in the file. Unknown names in the file or in flags are refused; unknown environment variables are ignored, because other programs use them.
 */
public record SettingSources(Optional<Path> file, Map<String, String> environment, Map<String, String> flags) {
    private static final String KAFKA_ENVIRONMENT = environment(SettingKey.KAFKA_CLIENT);

    /** Whether any source sets this setting. */
    public boolean isSet(SettingKey key) {
        return !read().getOrDefault(key.key(), "").isBlank();
    }

    /** The path in a setting or its default, without checking the other settings. */
    public Optional<Path> path(SettingKey key) {
        return new SettingValues(read()).path(key);
    }

    /** What was set, by name without prefix; secrets, and all values for Kafka's clients, are {@code ***}. */
    public Map<String, String> withoutSecrets() {
        Map<String, String> values = read();
        values.replaceAll((name, value) -> isSecret(name) ? "***" : value);
        return values;
    }

    private static boolean isSecret(String name) {
        return name.startsWith(SettingKey.KAFKA_CLIENT)
                || Arrays.stream(SettingKey.values())
                        .anyMatch(key -> key.isSecret() && key.key().equals(name));
    }

    /** The values by name without prefix; the strongest source wins. */
    Map<String, String> read() {
        Map<String, String> values = new TreeMap<>();
        file.ifPresent(path -> values.putAll(known(load(path), "in " + path)));
        values.putAll(fromEnvironment());
        Map<String, String> prefixed = new HashMap<>();
        flags.forEach((name, value) ->
                prefixed.put(name.startsWith(SettingKey.PREFIX) ? name : SettingKey.PREFIX + name, value));
        values.putAll(known(prefixed, "on the command line"));
        return values;
    }

    private static Map<String, String> known(Map<String, String> prefixed, String where) {
        Map<String, String> known = new HashMap<>();
        prefixed.forEach((name, value) -> {
            SettingNameCheck.check(name, where);
            known.put(name.substring(SettingKey.PREFIX.length()), value);
        });
        return known;
    }

    private Map<String, String> fromEnvironment() {
        Map<String, String> found = new HashMap<>();
        for (SettingKey key : SettingKey.values()) {
            Optional.ofNullable(environment.get(environment(key.key())))
                    .ifPresent(value -> found.put(key.key(), value));
            if (key.isSecret()) {
                Optional.ofNullable(environment.get(environment(key.file())))
                        .ifPresent(value -> found.put(key.file(), value));
            }
        }
        environment.forEach((name, value) -> {
            if (name.startsWith(KAFKA_ENVIRONMENT) && !name.equals(SettingKey.KAFKA_CLIENT_FILE.environment())) {
                String property = name.substring(KAFKA_ENVIRONMENT.length());
                found.put(
                        SettingKey.KAFKA_CLIENT
                                + property.toLowerCase(Locale.ROOT).replace('_', '.'),
                        value);
            }
        });
        return found;
    }

    /** The environment variable of a setting. */
    static String environment(String name) {
        return (SettingKey.PREFIX + name).toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
    }

    static Map<String, String> load(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw new UserFacingException(
                    "The settings file " + file + " cannot be read: " + e.getMessage(),
                    "Give the path of a properties file with --config.",
                    e);
        }
        Map<String, String> all = new HashMap<>();
        properties.stringPropertyNames().forEach(name -> all.put(name, properties.getProperty(name)));
        return all;
    }
}
