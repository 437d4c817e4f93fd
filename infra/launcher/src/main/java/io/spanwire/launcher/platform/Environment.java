package io.spanwire.launcher.platform;

import io.spanwire.launcher.settings.DatabaseEndpoint;
import io.spanwire.launcher.tls.TlsFiles;
import java.nio.file.Path;
import java.util.Map;

/**
 * What settings alone do not tell: where the broker and database are (embedded or not), the certificate, the secret that
 * signs sessions, the domains. {@code kafkaClient} holds {@code bootstrap.servers} and the security properties.
 */
public record Environment(
        String bootstrapServers,
        Map<String, String> kafkaClient,
        DatabaseEndpoint database,
        TlsFiles tls,
        Path sessionSecret,
        LoadedDomains domains) {

    /** Client properties often hold secrets. */
    @Override
    public String toString() {
        return "Facts[bootstrapServers=" + bootstrapServers + ", database=" + database + ", tls=" + tls + "]";
    }
}
