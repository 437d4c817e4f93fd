package io.spanwire.launcher.platform;

import io.spanwire.launcher.folder.DataFolder;
import io.spanwire.launcher.folder.Secrets;
import io.spanwire.launcher.settings.BackendMode;
import io.spanwire.launcher.settings.DatabaseEndpoint;
import io.spanwire.launcher.settings.Settings;
import io.spanwire.launcher.start.ProgressListener;
import io.spanwire.launcher.tls.SelfSigned;
import io.spanwire.launcher.tls.TlsFiles;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;

/**
 * What the roles and the operator's commands run on: the data folder claimed, the domains loaded, broker and database up (or
 * known). Starting and closing block; a start that fails leaves nothing running.
 */
public final class Foundation implements AutoCloseable {
    private final Environment facts;
    private final CloseStack closing;

    private Foundation(Environment facts, CloseStack closing) {
        this.facts = facts;
        this.closing = closing;
    }

    /**
     * Starts what the settings ask for.
     *
     * @throws io.spanwire.launcher.start.UserFacingException with advice for the person at the keyboard
     */
    public static Foundation start(Settings settings, ProgressListener progress) {
        CloseStack closing = new CloseStack();
        try {
            return new Foundation(facts(settings, closing, progress), closing);
        } catch (RuntimeException e) {
            closing.close();
            throw e;
        }
    }

    private static Environment facts(Settings settings, CloseStack closing, ProgressListener progress) {
        DataFolder folder = closing.add(DataFolder.claim(settings.data()));
        LoadedDomains domains = closing.add(LoadedDomains.from(settings.domains()));
        domains.descriptions().forEach(progress::step);
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

    /** The file in a data folder that says where the last server on it was reached. */
    public static Path address(Path data) {
        return data.resolve("address");
    }

    public Environment facts() {
        return facts;
    }

    /** Stops the database and the broker, then frees the folder. */
    @Override
    public void close() {
        closing.close();
    }
}
