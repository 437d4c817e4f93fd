package io.spanwire.launcher.acme;

import io.spanwire.launcher.folder.PrivateFiles;
import io.spanwire.launcher.start.UserFacingException;
import io.spanwire.launcher.tls.LocalAuthority;
import io.spanwire.launcher.tls.TlsFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.bouncycastle.operator.OperatorCreationException;
import org.shredzone.acme4j.util.KeyPairUtils;

/**
 * The folder of a server's ACME account: its key, the certificate and key of the server, and the answers to the authority.
 * Until the first certificate there is one of a local authority, so that the server can start.
 */
public final class AcmeFolder {
    private static final String CURVE = "secp256r1";

    private final Path folder;

    private AcmeFolder(Path folder) {
        this.folder = folder;
    }

    /** That of a data folder. */
    public static AcmeFolder in(Path data) {
        return new AcmeFolder(data.resolve("acme"));
    }

    /** The files of the certificate, which exist from then on. Throws UserFacingException when they cannot be written. */
    public TlsFiles prepare(List<String> names, Clock clock) {
        try {
            PrivateFiles.createFolder(folder);
            if (certificate().isEmpty() || !Files.exists(files().key())) {
                Set<String> all = Set.copyOf(names);
                LocalAuthority.Issued placeholder =
                        LocalAuthority.create(all, clock.instant()).issue(all, clock.instant());
                store(placeholder.keyPem(), placeholder.chainPem());
            }
            return files();
        } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
            throw new UserFacingException(
                    "No certificate could be created in " + folder + ": " + e.getMessage(),
                    "Check that the data folder is writable.",
                    e);
        }
    }

    private TlsFiles files() {
        return new TlsFiles(folder.resolve("certificate.pem"), folder.resolve("key.pem"));
    }

    /** The folder that the plain HTTP server shows to the authority. */
    public Path webroot() {
        return folder.resolve("webroot");
    }

    /** Writes an answer to the authority. */
    void answer(String token, String text) throws IOException {
        Path answers = Files.createDirectories(webroot().resolve(".well-known").resolve("acme-challenge"));
        Files.writeString(answers.resolve(token), text);
    }

    void removeAnswer(String token) throws IOException {
        Files.deleteIfExists(
                webroot().resolve(".well-known").resolve("acme-challenge").resolve(token));
    }

    /** The key of the account, made at its first use. */
    KeyPair account() throws IOException {
        Path file = folder.resolve("account-key.pem");
        if (Files.exists(file)) {
            return KeyPairUtils.readKeyPair(new StringReader(Files.readString(file)));
        }
        KeyPair created = newKey();
        StringWriter text = new StringWriter();
        KeyPairUtils.writeKeyPair(created, text);
        PrivateFiles.write(file, text.toString());
        return created;
    }

    static KeyPair newKey() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec(CURVE));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every Java has EC P-256", impossible);
        }
    }

    /** Replaces certificate and key; a server that sees only one of them replaced waits for the other. */
    void store(String keyPem, String chainPem) throws IOException {
        PrivateFiles.write(files().key(), keyPem);
        PrivateFiles.write(files().certificate(), chainPem);
    }

    /**
     * Whether it is time for a certificate: in the last third of the life of the one that is there, or when that is not of
     * an authority, or lacks a name.
     */
    boolean isDue(Collection<String> names, Instant now) throws IOException {
        Optional<X509Certificate> current = certificate();
        if (current.isEmpty()
                || LocalAuthority.hasSigned(current.get())
                || !namesOf(current.get()).containsAll(names)) {
            return true;
        }
        Instant begin = current.get().getNotBefore().toInstant();
        Instant end = current.get().getNotAfter().toInstant();
        return now.isAfter(end.minus(Duration.between(begin, end).dividedBy(3)));
    }

    private Optional<X509Certificate> certificate() throws IOException {
        if (!Files.exists(files().certificate())) {
            return Optional.empty();
        }
        try (InputStream in = Files.newInputStream(files().certificate())) {
            return Optional.of(
                    (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in));
        } catch (GeneralSecurityException damaged) {
            return Optional.empty();
        }
    }

    private static Set<String> namesOf(X509Certificate certificate) {
        try {
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            return names == null
                    ? Set.of()
                    : names.stream().map(name -> String.valueOf(name.get(1))).collect(Collectors.toSet());
        } catch (CertificateParsingException damaged) {
            return Set.of();
        }
    }
}
