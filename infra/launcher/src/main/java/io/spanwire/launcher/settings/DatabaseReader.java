package io.spanwire.launcher.settings;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/** The reader of the settings of an external database. */
final class DatabaseReader {
    private final SettingValues values;
    private final Set<Role> roles;

    /** @param roles those of a server, whose passwords must be there; none for a command, which asks when it needs one */
    DatabaseReader(SettingValues values, Set<Role> roles) {
        this.values = values;
        this.roles = roles;
    }

    DatabaseEndpoint read() {
        boolean isReader = roles.contains(Role.EDGE) || roles.contains(Role.NOTIFIER);
        return new DatabaseEndpoint(
                values.required(SettingKey.DATABASE_HOST),
                values.integer(SettingKey.DATABASE_PORT),
                values.required(SettingKey.DATABASE_NAME),
                tls(),
                login(SettingKey.OWNER_USER, SettingKey.OWNER_PASSWORD, false),
                login(SettingKey.WORKER_USER, SettingKey.WORKER_PASSWORD, roles.contains(Role.WORKER)),
                login(SettingKey.READER_USER, SettingKey.READER_PASSWORD, isReader));
    }

    /** A process has the passwords that it needs, and no other has to be given to it. */
    private DatabaseLogin login(SettingKey user, SettingKey password, boolean isNeeded) {
        Optional<String> given = isNeeded ? Optional.of(values.required(password)) : values.text(password);
        return new DatabaseLogin(values.required(user), given);
    }

    private DatabaseTls tls() {
        Optional<Path> root = values.path(SettingKey.DATABASE_ROOT)
                .map(path -> SettingsReader.requireReadable(SettingKey.DATABASE_ROOT, path));
        boolean isHere = SettingsReader.isLoopback(values.required(SettingKey.DATABASE_HOST));
        String mode = values.text(SettingKey.DATABASE_TLS).orElse(root.isEmpty() && isHere ? "disable" : "verify-full");
        return switch (mode) {
            case "verify-full" -> DatabaseTls.verifyFull(root);
            case "disable" -> {
                if (root.isPresent()) {
                    throw SettingKey.DATABASE_ROOT.invalid("has no effect, because database.tls is disable");
                }
                yield DatabaseTls.DISABLED;
            }
            default -> throw SettingKey.DATABASE_TLS.invalid("is " + mode + ", neither verify-full nor disable");
        };
    }
}
