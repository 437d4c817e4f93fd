package io.spanwire.acceptance.client;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A server's address, with an HTTP client that trusts only this server's certificate. */
public record ServerAddress(URI uri, HttpClient http) {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

    /** @param certificate the server's certificate as PEM */
    public static ServerAddress of(URI uri, Path certificate) {
        return new ServerAddress(uri, client(trusting(certificate)));
    }

    /** A new client with its own connections. */
    public static HttpClient client(SSLContext trust) {
        return HttpClient.newBuilder()
                .sslContext(trust)
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT_TIMEOUT)
                .build();
    }

    /** A TLS context that trusts only this certificate. */
    public static SSLContext trusting(Path certificate) {
        try (InputStream pem = Files.newInputStream(certificate)) {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            store.setCertificateEntry(
                    "server", CertificateFactory.getInstance("X.509").generateCertificate(pem));
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("Cannot trust " + certificate, e);
        }
    }

    /** The value that browsers send in {@code Origin}. */
    public String origin() {
        return uri.getScheme() + "://" + uri.getAuthority();
    }

    URI resolve(String path) {
        return URI.create(origin() + path);
    }

    URI socket() {
        return URI.create("wss://" + uri.getAuthority() + "/ws");
    }
}
