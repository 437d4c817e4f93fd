package io.spanwire.edge.server;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.PemKeyCertOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Stream;
import javax.net.ssl.X509KeyManager;

/**
 * A certificate chain and its private key as they were read from two PEM files. Both are there, and belong together: a
 * program that replaces the files does it one after the other. Reading blocks.
 */
public final class ServerCertificate {
    private static final Duration LONGEST_NOTICE = Duration.ofDays(14);

    private final Buffer chainPem;
    private final Buffer keyPem;
    private final X509Certificate leaf;

    private ServerCertificate(Buffer chainPem, Buffer keyPem, X509Certificate leaf) {
        this.chainPem = chainPem;
        this.keyPem = keyPem;
        this.leaf = leaf;
    }

    /** @throws UnusableCertificate when they cannot be read, or do not belong together */
    public static ServerCertificate read(Vertx vertx, Path certificate, Path key) {
        try {
            Buffer chainPem = Buffer.buffer(Files.readAllBytes(certificate));
            Buffer keyPem = Buffer.buffer(Files.readAllBytes(key));
            X509KeyManager manager = manager(vertx, chainPem, keyPem);
            String alias = Stream.of("RSA", "EC", "EdDSA", "Ed25519", "RSASSA-PSS")
                    .map(type -> manager.getServerAliases(type, null))
                    .filter(Objects::nonNull)
                    .flatMap(Arrays::stream)
                    .findFirst()
                    .orElseThrow(() -> new GeneralSecurityException("no certificate with a key was found"));
            X509Certificate leaf = manager.getCertificateChain(alias)[0];
            requirePair(leaf.getPublicKey(), manager.getPrivateKey(alias));
            return new ServerCertificate(chainPem, keyPem, leaf);
        } catch (Exception e) { // Vert.x declares no narrower one
            throw new UnusableCertificate(certificate, key, e);
        }
    }

    private static X509KeyManager manager(Vertx vertx, Buffer chainPem, Buffer keyPem) throws Exception {
        return Stream.of(options(chainPem, keyPem).getKeyManagerFactory(vertx).getKeyManagers())
                .filter(X509KeyManager.class::isInstance)
                .map(X509KeyManager.class::cast)
                .findFirst()
                .orElseThrow(() -> new IOException("no key was found"));
    }

    private static void requirePair(PublicKey certified, PrivateKey key) throws GeneralSecurityException {
        byte[] text = "certificate and key belong together".getBytes(StandardCharsets.US_ASCII);
        Signature signing = Signature.getInstance(algorithm(key));
        signing.initSign(key);
        signing.update(text);
        byte[] signature = signing.sign();
        Signature verifying = Signature.getInstance(algorithm(key));
        verifying.initVerify(certified);
        verifying.update(text);
        if (!verifying.verify(signature)) {
            throw new GeneralSecurityException("the key belongs to another certificate");
        }
    }

    private static String algorithm(PrivateKey key) {
        return switch (key.getAlgorithm()) {
            case "EC" -> "SHA256withECDSA";
            case "RSA" -> "SHA256withRSA";
            default -> key.getAlgorithm();
        };
    }

    /** For the options of a server. */
    public KeyCertOptions options() {
        return options(chainPem, keyPem);
    }

    private static PemKeyCertOptions options(Buffer chainPem, Buffer keyPem) {
        return new PemKeyCertOptions().addCertValue(chainPem).addKeyValue(keyPem);
    }

    /** When it ends. */
    public Instant end() {
        return leaf.getNotAfter().toInstant();
    }

    /** Whether it ends within two weeks, or within the last quarter of its time if that is shorter. */
    boolean endsSoon(Instant now) {
        Duration quarter =
                Duration.between(leaf.getNotBefore().toInstant(), end()).dividedBy(4);
        Duration notice = quarter.compareTo(LONGEST_NOTICE) < 0 ? quarter : LONGEST_NOTICE;
        return now.plus(notice).isAfter(end());
    }

    boolean isSame(ServerCertificate other) {
        return chainPem.equals(other.chainPem) && keyPem.equals(other.keyPem);
    }
}
