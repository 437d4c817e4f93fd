package io.spanwire.launcher.platform;

import io.spanwire.bus.domain.Domain;
import io.spanwire.bus.kafka.KafkaSettings;
import io.spanwire.edge.development.Development;
import io.spanwire.launcher.acme.AcmeFolder;
import io.spanwire.launcher.folder.DataFolder;
import io.spanwire.launcher.folder.Secrets;
import io.spanwire.launcher.settings.BackendMode;
import io.spanwire.launcher.settings.DatabaseEndpoint;
import io.spanwire.launcher.settings.Settings;
import io.spanwire.launcher.start.ProgressListener;
import io.spanwire.launcher.tls.LocalCertificate;
import io.spanwire.launcher.tls.TlsFiles;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The base of roles and operator commands: claims the data folder, loads the domains, starts Kafka and PostgreSQL or
 * takes their addresses from the settings. Starting and closing block; a failed start leaves nothing running.
 */
public final class Foundation implements AutoCloseable {
    private final Environment environment;
    private final CloseStack closing;

    private Foundation(Environment environment, CloseStack closing) {
        this.environment = environment;
        this.closing = closing;
    }

    /** @throws io.spanwire.launcher.start.UserFacingException with advice for the user */
    public static Foundation start(Settings settings, ProgressListener progress) {
        return start(settings, given(settings, List.of(), Clock.systemUTC()), progress, () -> {});
    }

    /** The same for a server, whose ports must be free. */
    public static Foundation startServer(Settings settings, ProgressListener progress) {
        return startServer(settings, List.of(), Clock.systemUTC(), progress);
    }

    /**
     * The same for a server that gets its domains and its clock in code.
     *
     * @param domains instead of those in jars and on the class path, unless empty
     */
    public static Foundation startServer(
            Settings settings, List<Domain> domains, Clock clock, ProgressListener progress) {
        return start(settings, given(settings, domains, clock), progress, () -> FreePorts.require(settings));
    }

    /** The same for a server whose domains come from sources that change. */
    public static Foundation startInDevelopment(
            Settings settings, Supplier<LoadedDomains> domains, Development development, ProgressListener progress) {
        Given given = new Given(domains, Clock.systemUTC(), Optional.of(development));
        return start(settings, given, progress, () -> FreePorts.require(settings));
    }

    /** What does not come from the settings. */
    private record Given(Supplier<LoadedDomains> domains, Clock clock, Optional<Development> development) {}

    private static Given given(Settings settings, List<Domain> domains, Clock clock) {
        return new Given(
                () -> domains.isEmpty()
                        ? LoadedDomains.from(settings.domains())
                        : LoadedDomains.of(domains, settings.domains()),
                clock,
                Optional.empty());
    }

    /** @param check runs when the data folder is claimed, before anything starts */
    private static Foundation start(Settings settings, Given given, ProgressListener progress, Runnable check) {
        CloseStack closing = new CloseStack();
        try {
            return new Foundation(environment(settings, given, closing, progress, check), closing);
        } catch (RuntimeException e) {
            closing.close();
            throw e;
        }
    }

    private static Environment environment(
            Settings settings, Given given, CloseStack closing, ProgressListener progress, Runnable check) {
        DataFolder folder = closing.add(DataFolder.claim(settings.data()));
        check.run();
        LoadedDomains domains = closing.add(given.domains().get());
        domains.descriptions().forEach(progress::step);
        TlsFiles tls = settings.http()
                .tls()
                .or(() -> settings.http().transport().acme().map(acme -> AcmeFolder.in(settings.data())
                        .prepare(acme.names(), Clock.systemUTC())))
                .orElseGet(() -> LocalCertificate.in(folder.path().resolve("tls"), Clock.systemUTC()));
        Path secret = settings.http().sessionSecret().orElseGet(() -> sessionSecret(folder));
        KafkaSettings kafka;
        DatabaseEndpoint database;
        if (settings.mode() == BackendMode.EMBEDDED) {
            EmbeddedBackends backends = closing.add(EmbeddedBackends.start(folder, progress));
            kafka = merged(settings.kafka().client(), backends.kafka().client());
            database = backends.database().endpoint();
        } else {
            kafka = new KafkaSettings(
                    settings.kafka().bootstrap().orElseThrow(), settings.kafka().client());
            database = settings.database().external().orElseThrow();
        }
        return new Environment(
                kafka,
                database,
                tls,
                secret,
                settings.identity().serviceTokens().orElseGet(() -> serviceTokens(folder.path())),
                domains,
                given.clock(),
                given.development());
    }

    /** The embedded broker's login is its own; other settings of clients are the user's. */
    private static KafkaSettings merged(Map<String, String> client, KafkaSettings embedded) {
        Map<String, String> all = new HashMap<>(client);
        all.putAll(embedded.client());
        return new KafkaSettings(embedded.bootstrap(), all);
    }

    private static Path sessionSecret(DataFolder folder) {
        Secrets secrets = Secrets.in(folder.path().resolve("secrets"));
        secrets.secret("session");
        return secrets.file("session");
    }

    /** The file in a data folder with the address of the server that last ran on it. */
    public static Path addressFile(Path data) {
        return data.resolve("address");
    }

    /** The folder in a data folder where the command {@code token} keeps its keys and its list. */
    public static Path serviceTokens(Path data) {
        return data.resolve("service-tokens");
    }

    public Environment environment() {
        return environment;
    }

    /** Stops the database and the broker, then releases the folder. */
    @Override
    public void close() {
        closing.close();
    }
}
