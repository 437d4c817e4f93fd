package io.spanwire.launcher.settings;

import io.spanwire.bus.kafka.KafkaSettings;
import io.spanwire.launcher.start.CannotStart;
import io.spanwire.launcher.tls.TlsFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the sources once into {@link Settings}; refuses what is unknown, out of range, incomplete or unsafe. */
public final class SettingsReader {
    private final Mode mode;
    private final Values values;

    private SettingsReader(Mode mode, Values values) {
        this.mode = mode;
        this.values = values;
    }

    /**
     * Reads them for that way of running.
     *
     * @throws CannotStart with a message that names the key
     */
    public static Settings read(Mode mode, Sources sources) {
        return new SettingsReader(mode, new Values(sources.read())).settings();
    }

    private Settings settings() {
        refuseOtherMode();
        return new Settings(
                mode,
                values.path(Key.DATA).orElseThrow(),
                roles(),
                values.text(Key.NODE_ID).orElse(""),
                existing(Key.DOMAINS, values.paths(Key.DOMAINS)),
                http(),
                limits(),
                kafka(),
                new Settings.Database(database(), values.integer(Key.DATABASE_POOL)),
                new Settings.Worker(values.integer(Key.LANES)),
                new Settings.Notifier(values.number(Key.HOT_TAIL)),
                new Settings.Management(values.required(Key.MANAGEMENT_HOST), values.unlessZero(Key.MANAGEMENT_PORT)));
    }

    /** An external address given to {@code up} would be ignored silently: better refused. */
    private void refuseOtherMode() {
        for (Key key : List.of(Key.KAFKA_BOOTSTRAP, Key.DATABASE_HOST)) {
            if (mode == Mode.EMBEDDED && values.text(key).isPresent()) {
                throw InvalidSetting.of(
                        key.key(), "is set, but up runs its own", "Use serve for an external Kafka and PostgreSQL.");
            }
        }
    }

    private Set<Role> roles() {
        List<Role> roles = values.list(Key.ROLES, SettingsReader::role);
        return Set.copyOf(EnumSet.copyOf(roles));
    }

    private static Role role(String name) {
        try {
            return Role.valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw InvalidSetting.of(Key.ROLES, "has " + name + ", which is none of edge, worker, notifier");
        }
    }

    private Settings.Http http() {
        return new Settings.Http(
                values.required(Key.HOST),
                values.integer(Key.PORT),
                values.unlessZero(Key.HTTP_PORT),
                values.origins(Key.PUBLIC_ORIGINS),
                tls(),
                values.integer(Key.BODY_LIMIT),
                Duration.ofSeconds(values.number(Key.COMMAND_WAIT)),
                guestSignIn(),
                sessionSecret());
    }

    private Settings.Limits limits() {
        return new Settings.Limits(
                values.integer(Key.COMMAND_RATE),
                values.integer(Key.SIGN_IN_RATE),
                values.integer(Key.SOCKETS),
                values.integer(Key.SOCKETS_PER_CALLER));
    }

    private Optional<TlsFiles> tls() {
        Optional<Path> certificate = values.path(Key.TLS_CERTIFICATE);
        Optional<Path> key = values.path(Key.TLS_KEY);
        if (certificate.isPresent() != key.isPresent()) {
            throw InvalidSetting.of(
                    certificate.isPresent() ? Key.TLS_KEY : Key.TLS_CERTIFICATE, "is missing beside its counterpart");
        }
        return certificate.map(
                path -> new TlsFiles(existing(Key.TLS_CERTIFICATE, path), existing(Key.TLS_KEY, key.orElseThrow())));
    }

    private Optional<Path> sessionSecret() {
        Optional<Path> file = values.path(Key.SESSION_SECRET).map(path -> existing(Key.SESSION_SECRET, path));
        if (mode == Mode.EXTERNAL && file.isEmpty() && roles().contains(Role.EDGE)) {
            throw InvalidSetting.of(Key.SESSION_SECRET, "is missing");
        }
        return file;
    }

    private boolean guestSignIn() {
        boolean allowed = values.flag(Key.GUEST_SIGN_IN).orElse(mode == Mode.EMBEDDED);
        if (allowed && mode == Mode.EXTERNAL) {
            throw InvalidSetting.of(Key.GUEST_SIGN_IN, "is true, which is refused outside the embedded default");
        }
        return allowed;
    }

    private Settings.Kafka kafka() {
        Map<String, String> client = values.kafkaClient();
        refuseUnsafe(client);
        Optional<String> bootstrap =
                mode == Mode.EMBEDDED ? Optional.empty() : Optional.of(values.required(Key.KAFKA_BOOTSTRAP));
        return new Settings.Kafka(bootstrap, client, values.integer(Key.PARTITIONS));
    }

    private static void refuseUnsafe(Map<String, String> client) {
        try {
            KafkaSettings.refuseUnsafe(client);
        } catch (IllegalArgumentException unsafe) {
            throw new CannotStart(String.valueOf(unsafe.getMessage()), "Everything else of Kafka's can be set.");
        }
    }

    private Optional<DatabaseFacts> database() {
        if (mode == Mode.EMBEDDED) {
            return Optional.empty();
        }
        return Optional.of(new DatabaseFacts(
                values.required(Key.DATABASE_HOST),
                values.integer(Key.DATABASE_PORT),
                values.required(Key.DATABASE_NAME),
                login(Key.OWNER_USER, Key.OWNER_PASSWORD),
                login(Key.WORKER_USER, Key.WORKER_PASSWORD),
                login(Key.READER_USER, Key.READER_PASSWORD)));
    }

    private Login login(Key user, Key password) {
        return new Login(values.required(user), values.required(password));
    }

    private static List<Path> existing(Key key, List<Path> paths) {
        paths.forEach(path -> existing(key, path));
        return paths;
    }

    private static Path existing(Key key, Path path) {
        if (!Files.isReadable(path)) {
            throw InvalidSetting.of(key, "is " + path + ", which does not exist or cannot be read");
        }
        return path;
    }
}
