package io.spanwire.edge;

import io.spanwire.edge.security.SessionKey;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How the door is set up.
 *
 * @param https where HTTPS listens; port 0 takes any
 * @param origins as browsers send them, {@code https://host:port}; people are sent to the first. Empty: this machine's own
 *     names with the port in force
 * @param redirectPort where plain HTTP listens on the same host, only to send people on
 * @param management where health and metrics listen, without TLS: keep it on loopback or a private network
 */
public record EdgeSettings(
        Listen https,
        Tls tls,
        List<String> origins,
        OptionalInt redirectPort,
        Optional<Listen> management,
        SessionSettings sessions,
        LimitSettings limits) {
    public EdgeSettings {
        origins = List.copyOf(origins);
        origins.forEach(EdgeSettings::requireOrigin);
    }

    /** An address to listen on. */
    public record Listen(String host, int port) {}

    /** A certificate chain and its private key, both PEM. */
    public record Tls(Path certificate, Path key) {}

    /**
     * Sessions.
     *
     * @param key the same on every node of an installation
     * @param guests whether anyone may sign in by giving a name
     * @param lifetime of a session that is not used; it is renewed in its second half
     * @param longest after which one must sign in again
     */
    public record SessionSettings(SessionKey key, boolean guests, Duration lifetime, Duration longest) {
        public SessionSettings {
            if (lifetime.compareTo(Duration.ofMinutes(1)) < 0 || longest.compareTo(lifetime) < 0) {
                throw new IllegalArgumentException("A session lives for a minute or more, and at most for its longest");
            }
        }
    }

    private static void requireOrigin(String origin) {
        if (!origin.matches("https://[^/?#@\\s]+")) {
            throw new IllegalArgumentException("An origin is https://host or https://host:port, not \"" + origin + '"');
        }
    }
}
