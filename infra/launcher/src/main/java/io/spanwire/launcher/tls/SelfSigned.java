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
 * A self-signed certificate for this machine (EC P-256, 397 days, RFC 5280), kept as PEM in a folder and made anew when
 * it is missing, unreadable or within 30 days of its end.
 */
public final class SelfSigned {
    private static final Duration RENEW_BEFORE_END = Duration.ofDays(30);

    private SelfSigned() {}

    /**
     * The certificate kept in the folder, made first when needed.
     *
     * @throws UserFacingException when it can neither be read nor made
     */
    public static TlsFiles keptIn(Path folder, Clock clock) {
        TlsFiles files = new TlsFiles(folder.resolve("certificate.pem"), folder.resolve("key.pem"));
        try {
            PrivateFiles.createFolder(folder);
            if (!isUsable(files, clock.instant())) {
                make(files, clock.instant());
            }
            return files;
        } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
            throw new UserFacingException(
                    "No certificate could be made in " + folder + ": " + e.getMessage(),
                    "Check that the data folder can be written, or give a certificate with tls.certificate and tls.key.",
                    e);
        }
    }

    private static void make(TlsFiles files, Instant now)
            throws IOException, GeneralSecurityException, OperatorCreationException {
        CertificateGenerator made = CertificateGenerator.make(names(), now);
        // The certificate last: with it in place, the pair is whole.
        PrivateFiles.write(files.key(), made.keyPem());
        PrivateFiles.write(files.certificate(), made.certificatePem());
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
            // A machine that does not know its own name is reached as localhost.
        }
        return names;
    }
}
