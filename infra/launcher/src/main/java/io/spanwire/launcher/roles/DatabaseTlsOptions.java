package io.spanwire.launcher.roles;

import io.spanwire.launcher.settings.DatabaseTls;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.TrustOptions;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.SslMode;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.TrustManagerFactory;

/** The protection of Vert.x connections to PostgreSQL, the same as of those through JDBC. */
final class DatabaseTlsOptions {
    private DatabaseTlsOptions() {}

    static PgConnectOptions apply(DatabaseTls tls, PgConnectOptions options) {
        if (!tls.verified()) {
            return options.setSslMode(SslMode.DISABLE);
        }
        TrustOptions trusted = tls.root()
                .<TrustOptions>map(file -> new PemTrustOptions().addCertPath(file.toString()))
                .orElseGet(DatabaseTlsOptions::trustedByJava);
        return options.setSslMode(SslMode.VERIFY_FULL)
                .setSslOptions(
                        new ClientSSLOptions().setTrustOptions(trusted).setHostnameVerificationAlgorithm("HTTPS"));
    }

    private static TrustOptions trustedByJava() {
        try {
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init((KeyStore) null);
            return TrustOptions.wrap(factory.getTrustManagers()[0]);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every Java has trusted certificates", impossible);
        }
    }
}
