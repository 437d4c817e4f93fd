package io.spanwire.projections.webhook;

import io.vertx.core.net.TrustOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** The certificates that receivers' may be signed by: those that Java trusts, and those of a PEM file. */
final class WebhookTrust {
    private WebhookTrust() {}

    /** @throws IllegalArgumentException when the file has no certificates */
    static TrustOptions of(Optional<Path> root) {
        try {
            List<Certificate> trusted = new ArrayList<>();
            for (TrustManager manager : managers(null)) {
                if (manager instanceof X509TrustManager known) {
                    trusted.addAll(List.<X509Certificate>of(known.getAcceptedIssuers()));
                }
            }
            if (root.isPresent()) {
                trusted.addAll(read(root.get()));
            }
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            for (int i = 0; i < trusted.size(); i++) {
                store.setCertificateEntry("trusted-" + i, trusted.get(i));
            }
            return TrustOptions.wrap(managers(store)[0]);
        } catch (GeneralSecurityException | IOException unusable) {
            throw new IllegalArgumentException("The certificates of webhooks' receivers cannot be read", unusable);
        }
    }

    private static List<Certificate> read(Path root) throws GeneralSecurityException, IOException {
        try (InputStream pem = Files.newInputStream(root)) {
            return List.copyOf(CertificateFactory.getInstance("X.509").generateCertificates(pem));
        }
    }

    private static TrustManager[] managers(@Nullable KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }
}
