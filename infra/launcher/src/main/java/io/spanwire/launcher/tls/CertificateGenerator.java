package io.spanwire.launcher.tls;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
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
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemWriter;

/** A generated private key (PKCS #8) and its self-signed certificate (X.509), both PEM. */
record CertificateGenerator(String keyPem, String certificatePem) {
    private static final Duration VALIDITY = Duration.ofDays(397);
    private static final Duration CLOCK_SKEW = Duration.ofHours(1);
    private static final X500Name SUBJECT = new X500Name("CN=localhost, O=Spanwire on this machine");

    static CertificateGenerator generate(Set<String> names, Instant now)
            throws GeneralSecurityException, OperatorCreationException, IOException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair pair = generator.generateKeyPair();
        X509CertificateHolder certificate = builder(pair, names, now)
                .build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate()));
        return new CertificateGenerator(
                pem("PRIVATE KEY", pair.getPrivate().getEncoded()), pem("CERTIFICATE", certificate.getEncoded()));
    }

    private static JcaX509v3CertificateBuilder builder(KeyPair pair, Set<String> names, Instant now)
            throws IOException {
        JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                SUBJECT,
                new BigInteger(127, new SecureRandom()).setBit(0),
                Date.from(now.minus(CLOCK_SKEW)),
                Date.from(now.minus(CLOCK_SKEW).plus(VALIDITY)),
                SUBJECT,
                pair.getPublic());
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
        builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
        builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
        builder.addExtension(Extension.subjectAlternativeName, false, alternatives(names));
        return builder;
    }

    private static GeneralNames alternatives(Set<String> names) {
        Stream<GeneralName> hosts = names.stream().map(name -> new GeneralName(GeneralName.dNSName, name));
        Stream<GeneralName> addresses =
                Stream.of("127.0.0.1", "::1").map(address -> new GeneralName(GeneralName.iPAddress, address));
        return new GeneralNames(Stream.concat(hosts, addresses).toArray(GeneralName[]::new));
    }

    private static String pem(String type, byte[] content) throws IOException {
        StringWriter text = new StringWriter();
        try (PemWriter writer = new PemWriter(text)) {
            writer.writeObject(new PemObject(type, content));
        }
        return text.toString();
    }
}
