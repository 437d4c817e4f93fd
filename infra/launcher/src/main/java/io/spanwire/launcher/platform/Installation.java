package io.spanwire.launcher.platform;

import io.spanwire.launcher.folder.DataFolder;
import io.spanwire.launcher.folder.PrivateFiles;
import io.spanwire.launcher.folder.Secrets;
import io.spanwire.launcher.settings.DatabaseFacts;
import io.spanwire.launcher.settings.Mode;
import io.spanwire.launcher.settings.Settings;
import io.spanwire.launcher.start.Progress;
import io.spanwire.launcher.tls.SelfSigned;
import io.spanwire.launcher.tls.TlsFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;

/**
 * One running Spanwire: data folder claimed, broker and database up (or known), domains loaded, roles started. Starting
 * and closing block; a start that fails leaves nothing running.
 */
public final class Installation implements AutoCloseable {
    private final Facts facts;
    private final Running roles;
    private final Closing closing;

    private Installation(Facts facts, Running roles, Closing closing) {
        this.facts = facts;
        this.roles = roles;
        this.closing = closing;
    }

    /**
     * Starts everything the settings ask for.
     *
     * @throws io.spanwire.launcher.start.CannotStart with advice for the person at the keyboard
     */
    public static Installation start(Settings settings, Platform platform, Progress progress) {
        Closing closing = new Closing();
        try {
            DataFolder folder = closing.add(DataFolder.claim(settings.data()));
            Facts facts = facts(settings, folder, closing, progress);
            Running roles = closing.add(platform.start(settings, facts, progress));
            PrivateFiles.write(address(settings.data()), roles.address() + "\n");
            return new Installation(facts, roles, closing);
        } catch (RuntimeException e) {
            closing.close();
            throw e;
        } catch (IOException e) {
            closing.close();
            throw new UncheckedIOException(e);
        }
    }

    private static Facts facts(Settings settings, DataFolder folder, Closing closing, Progress progress) {
        LoadedDomains domains = closing.add(LoadedDomains.from(settings.domains()));
        TlsFiles tls = settings.http().tls().orElseGet(() -> SelfSigned.keptIn(folder.tls(), Clock.systemUTC()));
        Path secret = settings.http().sessionSecret().orElseGet(() -> sessionSecret(folder));
        String bootstrap;
        DatabaseFacts database;
        if (settings.mode() == Mode.EMBEDDED) {
            EmbeddedParts parts = closing.add(EmbeddedParts.start(folder, progress));
            bootstrap = parts.kafka().bootstrapServers();
            database = parts.database().facts();
        } else {
            bootstrap = settings.kafka().bootstrap().orElseThrow();
            database = settings.database().external().orElseThrow();
        }
        return new Facts(bootstrap, kafkaClient(settings, bootstrap), database, tls, secret, domains);
    }

    private static Path sessionSecret(DataFolder folder) {
        Secrets secrets = Secrets.in(folder.path().resolve("secrets"));
        secrets.secret("session");
        return secrets.file("session");
    }

    private static Map<String, String> kafkaClient(Settings settings, String bootstrap) {
        Map<String, String> client = new HashMap<>(settings.kafka().client());
        client.put("bootstrap.servers", bootstrap);
        return Map.copyOf(client);
    }

    /** The file in a data folder that says where the last Spanwire on it was reached. */
    public static Path address(Path data) {
        return data.resolve("address");
    }

    public URI address() {
        return roles.address();
    }

    public Facts facts() {
        return facts;
    }

    /** Drains the roles, then stops the database and the broker, then frees the folder. */
    @Override
    public void close() {
        closing.close();
    }
}
