package io.spanwire.launcher.tls;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Set;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;
import org.bouncycastle.util.io.pem.PemWriter;

/**
 * A certificate authority for the names of one machine (EC P-256, ten years). Who trusts it trusts it for these names
 * only: its certificate is constrained to them (RFC 5280, 4.2.1.10).
 */
public final class LocalAuthority {
    private static final Duration AUTHORITY_VALIDITY = Duration.ofDays(3_650);
    private static final Duration LEAF_VALIDITY = Duration.ofDays(397);
    private static final Duration CLOCK_SKEW = Duration.ofHours(1);
    private static final String NAME = "CN=Spanwire local authority ";
    private static final String ORGANIZATION = ", O=Spanwire on this machine";

    private final X509Certificate certificate;
    private final PrivateKey key;

    private LocalAuthority(X509Certificate certificate, PrivateKey key) {
        this.certificate = certificate;
        this.key = key;
    }

    /** A certificate with the authority's behind it, and its private key (PKCS #8), both PEM. */
    public record Issued(String chainPem, String keyPem) {}

    /** A new authority for these names, and the loopback addresses. */
    public static LocalAuthority create(Set<String> names, Instant now)
            throws GeneralSecurityException, OperatorCreationException, IOException {
        KeyPair pair = keyPair();
        // A number in the name tells authorities of several folders apart in a list of trusted ones.
        BigInteger number = number();
        X500Name name = new X500Name(NAME + number.mod(BigInteger.valueOf(1_000_000)) + ORGANIZATION);
        JcaX509v3CertificateBuilder builder = builder(name, name, number, now, AUTHORITY_VALIDITY, pair.getPublic());
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
        builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign));
        builder.addExtension(Extension.nameConstraints, true, constraints(names));
        builder.addExtension(
                Extension.subjectKeyIdentifier,
                false,
                new JcaX509ExtensionUtils().createSubjectKeyIdentifier(pair.getPublic()));
        return new LocalAuthority(sign(builder, pair.getPrivate()), pair.getPrivate());
    }

    /** An authority that was stored. */
    static LocalAuthority read(X509Certificate certificate, String keyPem)
            throws GeneralSecurityException, IOException {
        try (PemReader reader = new PemReader(new StringReader(keyPem))) {
            PemObject key = reader.readPemObject();
            if (key == null) {
                throw new IOException("no key");
            }
            return new LocalAuthority(
                    certificate,
                    KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(key.getContent())));
        }
    }

    /** A certificate for a server with these names, and the loopback addresses, for 397 days. */
    public Issued issue(Set<String> names, Instant now)
            throws GeneralSecurityException, OperatorCreationException, IOException {
        KeyPair pair = keyPair();
        JcaX509v3CertificateBuilder builder = builder(
                X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded()),
                new X500Name("CN=localhost" + ORGANIZATION),
                number(),
                now,
                LEAF_VALIDITY,
                pair.getPublic());
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
        builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
        builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
        builder.addExtension(
                Extension.subjectAlternativeName,
                false,
                new GeneralNames(alternatives(names).toArray(GeneralName[]::new)));
        builder.addExtension(
                Extension.authorityKeyIdentifier,
                false,
                new JcaX509ExtensionUtils().createAuthorityKeyIdentifier(certificate));
        X509Certificate leaf = sign(builder, key);
        return new Issued(
                pem("CERTIFICATE", leaf.getEncoded()) + certificatePem(),
                pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
    }

    /** Whether an authority like this signed a certificate, and no public one did. */
    public static boolean hasSigned(X509Certificate certificate) {
        return certificate.getIssuerX500Principal().getName().contains(NAME);
    }

    X509Certificate certificate() {
        return certificate;
    }

    public String certificatePem() throws GeneralSecurityException, IOException {
        return pem("CERTIFICATE", certificate.getEncoded());
    }

    String keyPem() throws IOException {
        return pem("PRIVATE KEY", key.getEncoded());
    }

    private static KeyPair keyPair() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    private static BigInteger number() {
        return new BigInteger(127, new SecureRandom()).setBit(0);
    }

    private static JcaX509v3CertificateBuilder builder(
            X500Name issuer, X500Name subject, BigInteger number, Instant now, Duration validity, PublicKey key) {
        return new JcaX509v3CertificateBuilder(
                issuer,
                number,
                Date.from(now.minus(CLOCK_SKEW)),
                Date.from(now.minus(CLOCK_SKEW).plus(validity)),
                subject,
                key);
    }

    private static X509Certificate sign(JcaX509v3CertificateBuilder builder, PrivateKey key)
            throws OperatorCreationException, GeneralSecurityException {
        X509CertificateHolder signed = builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(key));
        return new JcaX509CertificateConverter().getCertificate(signed);
    }

    private static NameConstraints constraints(Set<String> names) {
        Stream<GeneralName> addresses =
                Stream.of("127.0.0.1/32", "::1/128").map(range -> new GeneralName(GeneralName.iPAddress, range));
        return new NameConstraints(
                Stream.concat(hosts(names), addresses).map(GeneralSubtree::new).toArray(GeneralSubtree[]::new), null);
    }

    private static Stream<GeneralName> alternatives(Set<String> names) {
        return Stream.concat(
                hosts(names),
                Stream.of("127.0.0.1", "::1").map(address -> new GeneralName(GeneralName.iPAddress, address)));
    }

    private static Stream<GeneralName> hosts(Set<String> names) {
        return names.stream().map(name -> new GeneralName(GeneralName.dNSName, name));
    }

    private static String pem(String type, byte[] content) throws IOException {
        StringWriter text = new StringWriter();
        try (PemWriter writer = new PemWriter(text)) {
            writer.writeObject(new PemObject(type, content));
        }
        return text.toString();
    }
}
