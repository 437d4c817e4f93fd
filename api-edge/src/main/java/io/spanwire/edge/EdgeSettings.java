package io.spanwire.edge;

import io.spanwire.edge.security.GuestSignIn;
import io.spanwire.edge.security.SessionKeys;
import io.spanwire.edge.server.ClientCertificates;
import io.spanwire.edge.server.StrictTransport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The settings of the HTTP frontend.
 *
 * @param https the address of HTTPS; port 0 takes a free one
 * @param origins allowed origins as browsers send them, {@code https://host:port}; redirects go to the first. When
 *     empty: this machine's loopback names with the actual port
 * @param redirectPort the port of plain HTTP on the same host, which redirects pages and refuses calls
 * @param management the address of health and metrics, without TLS: keep it on loopback or a private network
 */
public record EdgeSettings(
        Listen https,
        Tls tls,
        List<String> origins,
        OptionalInt redirectPort,
        Optional<Listen> management,
        SessionSettings sessions,
        IdentitySettings identity,
        LimitSettings limits) {
    public EdgeSettings {
        origins = List.copyOf(origins);
        origins.forEach(EdgeSettings::requireOrigin);
    }

    public record Listen(String host, int port) {}

    /**
     * A certificate chain and its private key, both PEM, and how they are used.
     *
     * @param clients whether clients show certificates, too
     * @param strict what browsers are told to reach by HTTPS only
     * @param webroot the folder where an ACME client answers its authority, which asks the plain port
     */
    public record Tls(
            Path certificate, Path key, ClientCertificates clients, StrictTransport strict, Optional<Path> webroot) {
        public Tls(Path certificate, Path key) {
            this(certificate, key, ClientCertificates.OFF, StrictTransport.HOST, Optional.empty());
        }
    }

    /**
     * The settings of sessions.
     *
     * @param keys the signing keys, the same on every node of an installation
     * @param guests who may sign in by giving a name
     * @param lifetime how long an unused session lasts; use in its second half renews it
     * @param maxLifetime how long a session can be renewed before the caller must sign in again
     */
    public record SessionSettings(SessionKeys keys, GuestSignIn guests, Duration lifetime, Duration maxLifetime) {
        public SessionSettings {
            if (lifetime.compareTo(Duration.ofMinutes(1)) < 0 || maxLifetime.compareTo(lifetime) < 0) {
                throw new IllegalArgumentException(
                        "A session must last at least a minute, and its maximum lifetime no less than that");
            }
        }
    }

    private static void requireOrigin(String origin) {
        if (!origin.matches("https://[^/?#@\\s]+")) {
            throw new IllegalArgumentException(
                    "An origin must be https://host or https://host:port, not \"" + origin + '"');
        }
    }
}
