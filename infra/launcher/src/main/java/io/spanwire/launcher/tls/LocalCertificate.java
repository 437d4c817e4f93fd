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
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.operator.OperatorCreationException;

/**
 * The certificate of this machine, signed by a {@link LocalAuthority}; both are stored as PEM in a folder. It is created
 * when it is missing, unreadable, or within 30 days of its end. The authority stays, so that it is trusted once.
 */
public final class LocalCertificate {
    private static final Duration RENEW_BEFORE_END = Duration.ofDays(30);
    /** A new authority must be trusted anew, so it must not end during the life of a certificate. */
    private static final Duration NEW_AUTHORITY_BEFORE_END = Duration.ofDays(400);

    private LocalCertificate() {}

    /**
     * The certificate in the folder, created if necessary.
     *
     * @throws UserFacingException when it cannot be created
     */
    public static TlsFiles in(Path folder, Clock clock) {
        TlsFiles files = new TlsFiles(folder.resolve("certificate.pem"), folder.resolve("key.pem"));
        Instant now = clock.instant();
        try {
            PrivateFiles.createFolder(folder);
            LocalAuthority authority = authority(folder, now);
            if (!isUsable(files, authority, now)) {
                LocalAuthority.Issued issued = authority.issue(names(), now);
                // The certificate last: if it exists, the pair is complete.
                PrivateFiles.write(files.key(), issued.keyPem());
                PrivateFiles.write(files.certificate(), issued.chainPem());
            }
            return files;
        } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
            throw new UserFacingException(
                    "No certificate could be created in " + folder + ": " + e.getMessage(),
                    "Check that the data folder is writable, or give a certificate with tls.certificate and tls.key.",
                    e);
        }
    }

    /** The file with the authority's certificate, for those who are to trust it. */
    public static Path authorityFile(Path folder) {
        return folder.resolve("authority.pem");
    }

    private static LocalAuthority authority(Path folder, Instant now)
            throws IOException, GeneralSecurityException, OperatorCreationException {
        Path certificate = authorityFile(folder);
        Path key = folder.resolve("authority-key.pem");
        Optional<X509Certificate> stored = read(certificate);
        if (stored.isPresent() && Files.exists(key) && lasts(stored.get(), now.plus(NEW_AUTHORITY_BEFORE_END))) {
            return LocalAuthority.read(stored.get(), Files.readString(key));
        }
        LocalAuthority created = LocalAuthority.create(names(), now);
        PrivateFiles.write(key, created.keyPem());
        PrivateFiles.write(certificate, created.certificatePem());
        return created;
    }

    private static boolean isUsable(TlsFiles files, LocalAuthority authority, Instant now) throws IOException {
        Optional<X509Certificate> stored = read(files.certificate());
        if (stored.isEmpty() || !Files.exists(files.key()) || !lasts(stored.get(), now.plus(RENEW_BEFORE_END))) {
            return false;
        }
        try {
            stored.get().verify(authority.certificate().getPublicKey());
            return true;
        } catch (GeneralSecurityException otherAuthority) {
            return false;
        }
    }

    private static boolean lasts(X509Certificate certificate, Instant until) {
        return until.isBefore(certificate.getNotAfter().toInstant());
    }

    /** The first certificate of a file; empty if it is missing or damaged. */
    private static Optional<X509Certificate> read(Path file) throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try (InputStream in = Files.newInputStream(file)) {
            return Optional.of(
                    (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in));
        } catch (GeneralSecurityException damaged) {
            return Optional.empty();
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
