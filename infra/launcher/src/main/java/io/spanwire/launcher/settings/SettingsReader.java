package io.spanwire.launcher.settings;

import io.spanwire.bus.kafka.KafkaSettings;
import io.spanwire.bus.kafka.TopicRetention;
import io.spanwire.bus.kafka.Topics;
import io.spanwire.launcher.folder.SecretFiles;
import io.spanwire.launcher.start.UserFacingException;
import io.spanwire.launcher.tls.TlsFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** The reader of {@link Settings}; it refuses unknown, invalid, missing and unsafe settings. */
public final class SettingsReader {
    private static final Duration STANDARD_COMMANDS =
            Objects.requireNonNull(TopicRetention.STANDARD.get(Topics.COMMANDS));

    private final BackendMode mode;
    private final SettingValues values;
    private final boolean isServer;

    private SettingsReader(BackendMode mode, SettingValues values, boolean isServer) {
        this.mode = mode;
        this.values = values;
        this.isServer = isServer;
    }

    /** @throws UserFacingException with a message that names the key */
    public static Settings read(BackendMode mode, SettingSources sources) {
        return new SettingsReader(mode, new SettingValues(sources.read()), true).settings();
    }

    /**
     * Settings given in code, by their names in a file, with or without prefix; nothing else is read. Kafka and PostgreSQL
     * run inside. Throws as the other.
     */
    public static Settings embedded(Map<String, String> values) {
        return read(BackendMode.EMBEDDED, new SettingSources(Optional.empty(), Map.of(), values));
    }

    /** The same with a Kafka and a PostgreSQL elsewhere. Throws as the other. */
    public static Settings external(Map<String, String> values) {
        return read(BackendMode.EXTERNAL, new SettingSources(Optional.empty(), Map.of(), values));
    }

    /** For a command that runs no roles, and asks for a password only when it needs it. Throws as the other. */
    public static Settings readForOperator(BackendMode mode, SettingSources sources) {
        return new SettingsReader(mode, new SettingValues(sources.read()), false).settings();
    }

    private Settings settings() {
        refuseOtherMode();
        return new Settings(
                mode,
                values.path(SettingKey.DATA).orElseThrow(),
                roles(),
                values.text(SettingKey.NODE_ID).orElse(""),
                values.paths(SettingKey.DOMAINS).stream()
                        .map(path -> requireReadable(SettingKey.DOMAINS, path))
                        .toList(),
                http(),
                IdentityReader.read(values),
                LimitsReader.read(values),
                kafka(),
                storage(),
                new Settings.Database(database(), values.integer(SettingKey.DATABASE_POOL)),
                new Settings.Worker(
                        values.text(SettingKey.LANES).isPresent() ? values.integer(SettingKey.LANES) : mode.lanes(),
                        Set.copyOf(values.list(SettingKey.ACCEPT_PROJECTIONS, SettingsReader::projection))),
                new Settings.Notifier(values.number(SettingKey.HOT_TAIL)),
                WebhooksReader.read(values),
                new Settings.Management(
                        values.required(SettingKey.MANAGEMENT_HOST), values.unlessZero(SettingKey.MANAGEMENT_PORT)));
    }

    /** {@code up} would silently ignore an external address. */
    private void refuseOtherMode() {
        for (SettingKey key : List.of(SettingKey.KAFKA_BOOTSTRAP, SettingKey.DATABASE_HOST)) {
            if (mode == BackendMode.EMBEDDED && values.text(key).isPresent()) {
                throw SettingKey.invalid(
                        key.key(), "is set, but up starts its own", "Use serve for an external Kafka and PostgreSQL.");
            }
        }
    }

    private Set<Role> roles() {
        List<Role> roles = values.list(SettingKey.ROLES, SettingsReader::role);
        return Set.copyOf(EnumSet.copyOf(roles));
    }

    private static Role role(String name) {
        try {
            return Role.valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw SettingKey.ROLES.invalid("has " + name + ", which is not edge, worker or notifier");
        }
    }

    private static String projection(String value) {
        if (!value.matches("[a-z0-9-]+:-?[0-9]+")) {
            throw SettingKey.ACCEPT_PROJECTIONS.invalid("has " + value + ", which is not like name:version");
        }
        return value;
    }

    private Settings.Http http() {
        return new Settings.Http(
                values.required(SettingKey.HOST),
                values.integer(SettingKey.PORT),
                values.unlessZero(SettingKey.HTTP_PORT),
                values.origins(SettingKey.PUBLIC_ORIGINS),
                tls(),
                values.integer(SettingKey.BODY_LIMIT),
                Duration.ofSeconds(values.number(SettingKey.COMMAND_WAIT)),
                guestSignIn(),
                guestRoles(),
                isLoopback(),
                sessionSecret(),
                TransportReader.read(values));
    }

    private Optional<TlsFiles> tls() {
        Optional<Path> certificate = values.path(SettingKey.TLS_CERTIFICATE);
        Optional<Path> key = values.path(SettingKey.TLS_KEY);
        if (certificate.isPresent() != key.isPresent()) {
            throw (certificate.isPresent() ? SettingKey.TLS_KEY : SettingKey.TLS_CERTIFICATE)
                    .invalid("is missing: certificate and key go together");
        }
        return certificate.map(path -> new TlsFiles(
                requireReadable(SettingKey.TLS_CERTIFICATE, path),
                requirePrivate(SettingKey.TLS_KEY, key.orElseThrow())));
    }

    private Optional<Path> sessionSecret() {
        Optional<Path> file =
                values.path(SettingKey.SESSION_SECRET).map(path -> requireReadable(SettingKey.SESSION_SECRET, path));
        if (mode == BackendMode.EXTERNAL && file.isEmpty() && !roles().equals(Set.of(Role.WORKER))) {
            throw SettingKey.SESSION_SECRET.invalid("is missing");
        }
        return file;
    }

    private Set<String> guestRoles() {
        Set<String> roles = Set.copyOf(values.list(SettingKey.GUEST_ROLES, SettingsReader::guestRole));
        if (!roles.isEmpty() && !(mode == BackendMode.EMBEDDED && isLoopback())) {
            throw SettingKey.GUEST_ROLES.invalid("is set, which only up allows, while no other machine can connect");
        }
        return roles;
    }

    private static String guestRole(String value) {
        if (!value.matches("[A-Za-z0-9._:-]{1,64}")) {
            throw SettingKey.GUEST_ROLES.invalid("has " + value + ", which is not the name of a role");
        }
        return value;
    }

    private boolean guestSignIn() {
        boolean allowed = values.flag(SettingKey.GUEST_SIGN_IN).orElse(mode == BackendMode.EMBEDDED && isLoopback());
        if (allowed && mode == BackendMode.EXTERNAL) {
            throw SettingKey.GUEST_SIGN_IN.invalid("is true, which only up allows");
        }
        return allowed;
    }

    /** By its text only: a name that now means this machine may mean another address later. */
    private boolean isLoopback() {
        return isLoopback(values.required(SettingKey.HOST));
    }

    static boolean isLoopback(String host) {
        return host.equalsIgnoreCase("localhost") || host.matches("127(\\.\\d{1,3}){3}|::1|\\[::1]");
    }

    private Settings.Kafka kafka() {
        Map<String, String> client = values.kafkaClient();
        refuseUnsafe(client);
        Optional<String> bootstrap = mode == BackendMode.EMBEDDED
                ? Optional.empty()
                : Optional.of(values.required(SettingKey.KAFKA_BOOTSTRAP));
        boolean partitionsRequired = values.text(SettingKey.PARTITIONS).isPresent();
        return new Settings.Kafka(
                bootstrap,
                client,
                partitionsRequired ? values.integer(SettingKey.PARTITIONS) : mode.partitions(),
                partitionsRequired,
                values.unlessZero(SettingKey.REPLICATION));
    }

    private Settings.Storage storage() {
        Optional<Duration> commands = days(SettingKey.KEEP_COMMANDS);
        Optional<Duration> outcomes = Optional.of(Duration.ofDays(values.number(SettingKey.KEEP_OUTCOMES)))
                .filter(kept -> !kept.isZero());
        Duration log = commands.orElse(STANDARD_COMMANDS);
        if (outcomes.isPresent() && outcomes.get().compareTo(log) < 0) {
            throw SettingKey.KEEP_OUTCOMES.invalid(
                    "is " + outcomes.get().toDays() + ", fewer days than the " + log.toDays() + " of keep.commands");
        }
        long capacity = values.number(SettingKey.DATABASE_CAPACITY) << 30;
        return new Settings.Storage(
                commands,
                days(SettingKey.KEEP_EVENTS),
                outcomes,
                capacity == 0 ? OptionalLong.empty() : OptionalLong.of(capacity));
    }

    private Optional<Duration> days(SettingKey key) {
        return values.text(key).map(given -> Duration.ofDays(values.number(key)));
    }

    private static void refuseUnsafe(Map<String, String> client) {
        try {
            KafkaSettings.refuseUnsafe(client);
        } catch (IllegalArgumentException unsafe) {
            throw new UserFacingException(
                    String.valueOf(unsafe.getMessage()), "All other Kafka client settings can be set.");
        }
    }

    private Optional<DatabaseEndpoint> database() {
        return mode == BackendMode.EMBEDDED
                ? Optional.empty()
                : Optional.of(new DatabaseReader(values, isServer ? roles() : Set.of()).read());
    }

    private static Path requirePrivate(SettingKey key, Path path) {
        SecretFiles.requirePrivate(key.key(), path);
        return path;
    }

    static Path requireReadable(SettingKey key, Path path) {
        if (!Files.isReadable(path)) {
            throw key.invalid("is " + path + ", which does not exist or cannot be read");
        }
        return path;
    }
}
