package io.spanwire.launcher.platform;

import io.spanwire.launcher.folder.DataFolder;
import io.spanwire.launcher.folder.PrivateFiles;
import io.spanwire.launcher.folder.Secrets;
import io.spanwire.launcher.settings.BackendMode;
import io.spanwire.launcher.settings.DatabaseEndpoint;
import io.spanwire.launcher.settings.Settings;
import io.spanwire.launcher.start.ProgressListener;
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
    private final Environment facts;
    private final Running roles;
    private final CloseStack closing;

    private Installation(Environment facts, Running roles, CloseStack closing) {
        this.facts = facts;
        this.roles = roles;
        this.closing = closing;
    }

    /**
     * Starts everything the settings ask for.
     *
     * @throws io.spanwire.launcher.start.UserFacingException with advice for the person at the keyboard
     */
    public static Installation start(Settings settings, Platform platform, ProgressListener progress) {
        CloseStack closing = new CloseStack();
        try {
            DataFolder folder = closing.add(DataFolder.claim(settings.data()));
            Environment facts = facts(settings, folder, closing, progress);
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

    private static Environment facts(
            Settings settings, DataFolder folder, CloseStack closing, ProgressListener progress) {
        LoadedDomains domains = closing.add(LoadedDomains.from(settings.domains()));
        TlsFiles tls = settings.http().tls().orElseGet(() -> SelfSigned.keptIn(folder.tls(), Clock.systemUTC()));
        Path secret = settings.http().sessionSecret().orElseGet(() -> sessionSecret(folder));
        String bootstrap;
        DatabaseEndpoint database;
        if (settings.mode() == BackendMode.EMBEDDED) {
            EmbeddedBackends parts = closing.add(EmbeddedBackends.start(folder, progress));
            bootstrap = parts.kafka().bootstrapServers();
            database = parts.database().facts();
        } else {
            bootstrap = settings.kafka().bootstrap().orElseThrow();
            database = settings.database().external().orElseThrow();
        }
        return new Environment(bootstrap, kafkaClient(settings, bootstrap), database, tls, secret, domains);
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

    public Environment facts() {
        return facts;
    }

    /** Drains the roles, then stops the database and the broker, then frees the folder. */
    @Override
    public void close() {
        closing.close();
    }
}
