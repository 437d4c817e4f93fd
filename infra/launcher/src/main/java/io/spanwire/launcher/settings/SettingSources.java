package io.spanwire.launcher.settings;

import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.spanwire.launcher.start.UserFacingException;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;

/**
 * Where settings come from, weakest first: a properties file, the environment, flags. Names from file and flags must be
 * known; the environment is everyone's, so what is unknown there is passed over.
 */
public record SettingSources(Optional<Path> file, Map<String, String> environment, Map<String, String> flags) {
    private static final int FILE = 100;
    private static final int ENVIRONMENT = 300;
    private static final int FLAGS = 500;

    /** Whether any of them names this setting. */
    public boolean name(SettingKey key) {
        return read().getOptionalValue(SettingKey.PREFIX + key.key(), String.class)
                .isPresent();
    }

    SmallRyeConfig read() {
        Map<String, String> fromFile = file.map(SettingSources::load).orElseGet(Map::of);
        fromFile.keySet()
                .forEach(name -> SettingNameCheck.check(
                        name, "in " + file.map(Path::toString).orElse("")));
        Map<String, String> fromFlags = prefixed(flags);
        fromFlags.keySet().forEach(name -> SettingNameCheck.check(name, "on the command line"));
        return new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(fromFile, "file", FILE))
                .withSources(new EnvConfigSource(environment, ENVIRONMENT))
                .withSources(new PropertiesConfigSource(fromFlags, "flags", FLAGS))
                .build();
    }

    private static Map<String, String> prefixed(Map<String, String> flags) {
        return flags.entrySet().stream()
                .collect(Collectors.toMap(flag -> SettingKey.PREFIX + flag.getKey(), Map.Entry::getValue));
    }

    private static Map<String, String> load(Path file) {
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
