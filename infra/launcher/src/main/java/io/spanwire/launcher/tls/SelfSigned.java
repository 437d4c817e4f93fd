package io.spanwire.launcher.tls;

import io.spanwire.launcher.folder.PrivateFiles;
import io.spanwire.launcher.start.UserFacingException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;
import org.bouncycastle.operator.OperatorCreationException;

/**
 * The self-signed certificate of this machine (EC P-256, 397 days, RFC 5280), stored as PEM in a folder. It is created
 * when it is missing, unreadable, or within 30 days of its end.
 */
public final class SelfSigned {
    private static final Duration RENEW_BEFORE_END = Duration.ofDays(30);

    private SelfSigned() {}

    /**
     * The certificate in the folder, created if necessary.
     *
     * @throws UserFacingException when it cannot be created
     */
    public static TlsFiles in(Path folder, Clock clock) {
        TlsFiles files = new TlsFiles(folder.resolve("certificate.pem"), folder.resolve("key.pem"));
        try {
            PrivateFiles.createFolder(folder);
            if (!isUsable(files, clock.instant())) {
                CertificateGenerator generated = CertificateGenerator.generate(names(), clock.instant());
                // The certificate last: if it exists, the pair is complete.
                PrivateFiles.write(files.key(), generated.keyPem());
                PrivateFiles.write(files.certificate(), generated.certificatePem());
            }
            return files;
        } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
            throw new UserFacingException(
                    "No certificate could be created in " + folder + ": " + e.getMessage(),
                    "Check that the data folder is writable, or give a certificate with tls.certificate and tls.key.",
                    e);
        }
    }

    private static boolean isUsable(TlsFiles files, Instant now) throws IOException {
        if (!Files.exists(files.certificate()) || !Files.exists(files.key())) {
            return false;
        }
        try (InputStream in = Files.newInputStream(files.certificate())) {
            X509Certificate certificate =
                    (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
            return now.plus(RENEW_BEFORE_END).isBefore(certificate.getNotAfter().toInstant());
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static Set<String> names() {
        Set<String> names = new LinkedHashSet<>(Set.of("localhost"));
        try {
            names.add(InetAddress.getLocalHost().getHostName());
        } catch (UnknownHostException e) {
            // A machine without a resolvable name is reached as localhost.
        }
        return names;
    }
}
