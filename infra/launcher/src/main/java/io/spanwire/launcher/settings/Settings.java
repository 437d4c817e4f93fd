package io.spanwire.launcher.settings;

import io.spanwire.bus.message.Partitioning;
import io.spanwire.bus.webhook.WebhookRules;
import io.spanwire.edge.bearer.BearerSettings;
import io.spanwire.edge.budget.BudgetSettings;
import io.spanwire.edge.budget.TrustedProxies;
import io.spanwire.edge.oidc.OidcSettings;
import io.spanwire.edge.server.ClientCertificates;
import io.spanwire.edge.server.StrictTransport;
import io.spanwire.launcher.tls.TlsFiles;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/** The validated settings. {@link SettingKey} has their meanings, units and ranges. */
public record Settings(
        BackendMode mode,
        Path data,
        Set<Role> roles,
        String nodeId,
        List<Path> domains,
        Http http,
        Identity identity,
        Limits limits,
        Kafka kafka,
        Storage storage,
        Database database,
        Worker worker,
        Notifier notifier,
        Webhooks webhooks,
        Management management) {

    /** The HTTPS server; {@code loopback} if only this machine can connect. {@code tls} and {@code sessionSecret} are empty if those of the data folder apply. */
    public record Http(
            String host,
            int port,
            OptionalInt redirectPort,
            List<URI> publicOrigins,
            Optional<TlsFiles> tls,
            int bodyLimitBytes,
            Duration commandWait,
            boolean guestSignIn,
            Set<String> guestRoles,
            boolean loopback,
            Optional<Path> sessionSecret,
            Transport transport) {}

    /** How HTTPS is used. {@code webroot} has the answers to an ACME authority. */
    public record Transport(
            ClientCertificates clients, StrictTransport strict, Optional<Path> webroot, Optional<Acme> acme) {}

    /** The ACME authority that certifies this server; {@code root} is empty if Java trusts it. */
    public record Acme(URI directory, List<String> names, Optional<String> contact, Optional<Path> root) {}

    /**
     * Who may call besides guests, and how long their sessions last. {@code serviceTokens} is empty if the folder in the data
     * folder applies.
     */
    public record Identity(
            Optional<BearerSettings> bearer,
            Optional<OidcSettings> provider,
            Optional<Path> serviceTokens,
            Duration sessionLifetime,
            Duration maxSessionLifetime) {}

    /** Limits of one caller, of one client address and of this node. */
    public record Limits(
            int commandsPerSecond,
            int signInsPerMinute,
            int sockets,
            int socketsPerCaller,
            BudgetSettings budgets,
            TrustedProxies proxies) {}

    /** Whether a process with these settings listens for HTTPS. */
    public boolean listensForHttps() {
        return roles.contains(Role.EDGE) || roles.contains(Role.NOTIFIER);
    }

    /** The same, with the number of partitions that the installation has. */
    public Settings withPartitions(int installed) {
        Kafka installation =
                new Kafka(kafka.bootstrap, kafka.client, installed, kafka.partitionsRequired, kafka.replication);
        return new Settings(
                mode,
                data,
                roles,
                nodeId,
                domains,
                http,
                identity,
                limits,
                installation,
                storage,
                database,
                worker,
                notifier,
                webhooks,
                management);
    }

    /**
     * The topics and how to reach them.
     *
     * @param bootstrap empty if the broker is embedded
     * @param client goes unchanged to every Kafka client
     * @param partitions of a new installation
     * @param partitionsRequired whether an existing installation must have as many; otherwise its own number applies
     */
    public record Kafka(
            Optional<String> bootstrap,
            Map<String, String> client,
            int partitions,
            boolean partitionsRequired,
            OptionalInt replication) {

        public Partitioning partitioning() {
            return new Partitioning(partitions);
        }

        /** Omits the values of client settings, which often hold secrets. */
        @Override
        public String toString() {
            return "Kafka[bootstrap=" + bootstrap + ", client=" + client.keySet() + ", partitions=" + partitions
                    + ", replication=" + replication + "]";
        }
    }

    /**
     * What is kept, and for how long.
     *
     * @param commands how long Kafka keeps commands; empty for what the topic has, or the standard
     * @param events how long Kafka keeps events, likewise
     * @param outcomes how long PostgreSQL keeps outcomes; empty for good
     * @param databaseCapacity bytes that the database may have, if known
     */
    public record Storage(
            Optional<Duration> commands,
            Optional<Duration> events,
            Optional<Duration> outcomes,
            OptionalLong databaseCapacity) {}

    /** {@code external} is empty if the database is embedded. */
    public record Database(Optional<DatabaseEndpoint> external, int poolSize) {}

    /** {@code acceptedProjections} are {@code name:version}. */
    public record Worker(int lanes, Set<String> acceptedProjections) {}

    public record Notifier(long hotTailBytes) {}

    /**
     * Webhooks: how many, where they may lead, and how patiently.
     *
     * @param root a PEM file with certificates to trust besides those that Java trusts
     */
    public record Webhooks(
            WebhookRules rules, Duration timeout, Duration longestPause, Duration giveUp, Optional<Path> root) {}

    /** Health and metrics; without {@code port} they are off. */
    public record Management(String host, OptionalInt port) {}
}
