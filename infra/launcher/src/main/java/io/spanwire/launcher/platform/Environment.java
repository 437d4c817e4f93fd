package io.spanwire.launcher.platform;

import io.spanwire.bus.kafka.KafkaSettings;
import io.spanwire.edge.development.Development;
import io.spanwire.launcher.settings.DatabaseEndpoint;
import io.spanwire.launcher.tls.TlsFiles;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

/**
 * What the roles run on: Kafka and the database (embedded or not), certificate, session signing keys, the folder of
 * service tokens, domains, clock; and what pages are told while a developer changes the domains.
 */
public record Environment(
        KafkaSettings kafka,
        DatabaseEndpoint database,
        TlsFiles tls,
        Path sessionSecret,
        Path serviceTokens,
        LoadedDomains domains,
        Clock clock,
        Optional<Development> development) {
    /** The same with other domains. */
    public Environment withDomains(LoadedDomains others) {
        return new Environment(kafka, database, tls, sessionSecret, serviceTokens, others, clock, development);
    }

    /** Omits the Kafka client settings, which often hold secrets. */
    @Override
    public String toString() {
        return "Environment[kafka=" + kafka.bootstrap() + ", database=" + database + ", tls=" + tls + "]";
    }
}
