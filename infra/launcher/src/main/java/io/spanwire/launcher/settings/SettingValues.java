package io.spanwire.launcher.settings;

import io.spanwire.launcher.folder.SecretFiles;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Function;

/** Setting values, converted to their types; every error names the key. */
final class SettingValues {
    private final Map<String, String> values;

    /** @param values by name without prefix */
    SettingValues(Map<String, String> values) {
        this.values = values;
    }

    /** The value or default; empty if there is neither. */
    Optional<String> text(SettingKey key) {
        String configured = values.getOrDefault(key.key(), "").strip();
        String file = key.isSecret() ? values.getOrDefault(key.file(), "").strip() : "";
        if (!file.isEmpty()) {
            if (!configured.isEmpty()) {
                throw SettingKey.invalid(key.file(), "and " + key.key() + " are both set", "Set one of them.");
            }
            return Optional.of(SecretFiles.read(key.file(), toPath(key, file)));
        }
        String value = configured.isEmpty() ? key.fallback() : configured;
        return value.isEmpty() ? Optional.empty() : Optional.of(value);
    }

    String required(SettingKey key) {
        return text(key).orElseThrow(() -> key.invalid("is missing"));
    }

    long number(SettingKey key) {
        String value = required(key);
        try {
            long number = Long.parseLong(value);
            if (key.allows(number)) {
                return number;
            }
            throw new NumberFormatException("out of range");
        } catch (NumberFormatException e) {
            throw key.invalid("is " + value + ", not a whole number from " + key.range());
        }
    }

    int integer(SettingKey key) {
        return Math.toIntExact(number(key));
    }

    /** Empty if the value is 0. */
    OptionalInt unlessZero(SettingKey key) {
        int value = integer(key);
        return value == 0 ? OptionalInt.empty() : OptionalInt.of(value);
    }

    Optional<Boolean> flag(SettingKey key) {
        return text(key).map(value -> switch (value) {
            case "true" -> true;
            case "false" -> false;
            default -> throw key.invalid("is " + value + ", neither true nor false");
        });
    }

    Optional<Path> path(SettingKey key) {
        return text(key).map(value -> toPath(key, value));
    }

    <T> List<T> list(SettingKey key, Function<String, T> item) {
        return text(key).stream()
                .flatMap(value -> Arrays.stream(value.split(",", -1)))
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .map(item)
                .toList();
    }

    List<Path> paths(SettingKey key) {
        return list(key, value -> toPath(key, value));
    }

    Optional<URI> address(SettingKey key) {
        return text(key).map(value -> {
            try {
                return new URI(value);
            } catch (URISyntaxException e) {
                throw key.invalid("is " + value + ", which is not an address");
            }
        });
    }

    List<URI> origins(SettingKey key) {
        return list(key, value -> {
            if (!value.matches("https://[^/?#@\\s]+")) {
                throw key.invalid("has " + value + ", which is not like https://host or https://host:port");
            }
            return URI.create(value);
        });
    }

    Map<String, String> kafkaClient() {
        Map<String, String> client = new TreeMap<>();
        path(SettingKey.KAFKA_CLIENT_FILE).ifPresent(file -> {
            SecretFiles.requirePrivate(SettingKey.KAFKA_CLIENT_FILE.key(), file);
            client.putAll(SettingSources.load(file));
        });
        values.forEach((name, value) -> {
            if (name.startsWith(SettingKey.KAFKA_CLIENT)) {
                client.put(name.substring(SettingKey.KAFKA_CLIENT.length()), value);
            }
        });
        return client;
    }

    private static Path toPath(SettingKey key, String value) {
        try {
            return Path.of(value).toAbsolutePath().normalize();
        } catch (InvalidPathException e) {
            throw key.invalid("is " + value + ", which is not a path");
        }
    }
}
