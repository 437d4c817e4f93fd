package io.spanwire.launcher.settings;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Settings as a test needs them. */
final class TestSettings {
    private TestSettings() {}

    static Path secret(Path folder, String name, String text) throws Exception {
        Path file = Files.writeString(folder.resolve(name), text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return file;
    }

    static Settings embedded(Map<String, String> flags) {
        return SettingsReader.read(BackendMode.EMBEDDED, new SettingSources(Optional.empty(), Map.of(), flags));
    }

    static Settings external(Path folder, Map<String, String> more) throws Exception {
        Path secret = secret(folder, "secret", "0123456789abcdef0123456789abcdef");
        Map<String, String> flags = new HashMap<>(Map.of(
                "kafka.bootstrap", "broker:9092",
                "database.host", "db.example.org",
                "database.owner-password", "hidden-1",
                "database.worker-password", "hidden-2",
                "database.reader-password", "hidden-3",
                "session-secret-file", secret.toString()));
        flags.putAll(more);
        return SettingsReader.read(BackendMode.EXTERNAL, new SettingSources(Optional.empty(), Map.of(), flags));
    }
}
