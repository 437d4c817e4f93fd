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

/** Where a server is, and a client that trusts its certificate and nobody else's. */
public record ServerAddress(URI uri, HttpClient http) {
    private static final Duration CONNECT = Duration.ofSeconds(5);

    /** @param certificate the server's certificate as PEM */
    public static ServerAddress of(URI uri, Path certificate) {
        return new ServerAddress(uri, client(trusting(certificate)));
    }

    /** Another client with connections of its own. */
    public static HttpClient client(SSLContext trust) {
        return HttpClient.newBuilder()
                .sslContext(trust)
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT)
                .build();
    }

    /** Trust in this certificate alone. */
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
            throw new IllegalStateException("No trust in " + certificate, e);
        }
    }

    /** As browsers send it in {@code Origin}. */
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
