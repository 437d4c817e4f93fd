package io.spanwire.edge.server;

import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemTrustOptions;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Whether clients show a certificate of their own in the TLS handshake. It is a condition for a connection, not a sign-in:
 * callers still say who they are.
 *
 * @param authority PEM file of the certificates that sign those of clients; empty if clients are not asked
 * @param isRequired whether a client without one is refused; one with a wrong one always is
 */
public record ClientCertificates(Optional<Path> authority, boolean isRequired) {
    public static final ClientCertificates OFF = new ClientCertificates(Optional.empty(), false);

    /** Changes the options of a server. */
    public HttpServerOptions apply(HttpServerOptions options) {
        authority.ifPresent(file -> options.setClientAuth(isRequired ? ClientAuth.REQUIRED : ClientAuth.REQUEST)
                .setTrustOptions(new PemTrustOptions().addCertPath(file.toString())));
        return options;
    }
}
