package io.spanwire.launcher.settings;

import io.spanwire.launcher.tls.TlsFiles;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Everything that can be set, validated. What each part means, its unit and range: {@link SettingKey}. */
public record Settings(
        BackendMode mode,
        Path data,
        Set<Role> roles,
        String nodeId,
        List<Path> domains,
        Http http,
        Limits limits,
        Kafka kafka,
        Database database,
        Worker worker,
        Notifier notifier,
        Management management) {

    /** The door. {@code tls} and {@code sessionSecret} are empty when the data folder's own are to be used. */
    public record Http(
            String host,
            int port,
            OptionalInt redirectPort,
            List<URI> publicOrigins,
            Optional<TlsFiles> tls,
            int bodyLimitBytes,
            Duration commandWait,
            boolean guestSignIn,
            Optional<Path> sessionSecret) {}

    /** What one caller, one address and this node may have at most. */
    public record Limits(int commandsPerSecond, int signInsPerMinute, int sockets, int socketsPerCaller) {}

    /** {@code bootstrap} is empty when the broker is embedded; {@code client} goes to every Kafka client as it is. */
    public record Kafka(
            Optional<String> bootstrap, Map<String, String> client, int partitions, OptionalInt replication) {

        /** Client properties often hold secrets. */
        @Override
        public String toString() {
            return "Kafka[bootstrap=" + bootstrap + ", client=" + client.keySet() + ", partitions=" + partitions
                    + ", replication=" + replication + "]";
        }
    }

    /** {@code external} is empty when the database is embedded. */
    public record Database(Optional<DatabaseEndpoint> external, int poolSize) {}

    /** {@code acceptedProjections} are {@code name:version}. */
    public record Worker(int lanes, Set<String> acceptedProjections) {}

    public record Notifier(long hotTailBytes) {}

    /** Health and metrics; no {@code port}: off. */
    public record Management(String host, OptionalInt port) {}
}
