package io.spanwire.launcher.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.NameConstraintValidatorException;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.asn1.x509.PKIXNameConstraintValidator;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalCertificateTest {
    private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");

    @Test
    void coversThisMachineForThirteenMonths(@TempDir Path folder) throws Exception {
        X509Certificate certificate =
                read(LocalCertificate.in(folder, at(START)).certificate());

        assertThat(certificate.getSubjectAlternativeNames())
                .anySatisfy(name -> assertThat(name.get(1)).isEqualTo("localhost"))
                .anySatisfy(name -> assertThat(name.get(1)).isEqualTo("127.0.0.1"))
                .anySatisfy(name -> assertThat(name.get(1)).isEqualTo("0:0:0:0:0:0:0:1"));
        assertThat(Duration.between(
                        certificate.getNotBefore().toInstant(),
                        certificate.getNotAfter().toInstant()))
                .isEqualTo(Duration.ofDays(397));
        assertThat(certificate.getPublicKey().getAlgorithm()).isEqualTo("EC");
        assertThat(certificate.getBasicConstraints()).isEqualTo(-1);
    }

    @Test
    void isSignedByAnAuthorityForThisMachineOnly(@TempDir Path folder) throws Exception {
        X509Certificate certificate =
                read(LocalCertificate.in(folder, at(START)).certificate());
        X509Certificate authority = read(LocalCertificate.authorityFile(folder));

        certificate.verify(authority.getPublicKey());
        authority.verify(authority.getPublicKey());
        // strict verifiers, such as Python's, need them
        assertThat(certificate.getExtensionValue(Extension.authorityKeyIdentifier.getId()))
                .isNotNull();
        assertThat(authority.getExtensionValue(Extension.subjectKeyIdentifier.getId()))
                .isNotNull();
        assertThat(authority.getBasicConstraints()).isZero();
        assertThat(authority.getCriticalExtensionOIDs()).contains(Extension.nameConstraints.getId());
    }

    /** Checked as Bouncy Castle does: Java ignores the constraints of a trusted certificate. */
    @Test
    void certificateForAnotherNameIsNotTrusted() throws Exception {
        LocalAuthority authority = LocalAuthority.create(Set.of("localhost"), Instant.now());

        assertThatCode(() -> check(authority, GeneralName.dNSName, "localhost")).doesNotThrowAnyException();
        assertThatCode(() -> check(authority, GeneralName.iPAddress, "127.0.0.1"))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> check(authority, GeneralName.dNSName, "bank.example.org"))
                .isInstanceOf(NameConstraintValidatorException.class);
        assertThatThrownBy(() -> check(authority, GeneralName.iPAddress, "192.0.2.1"))
                .isInstanceOf(NameConstraintValidatorException.class);
    }

    private static void check(LocalAuthority authority, int type, String name) throws Exception {
        NameConstraints constraints = NameConstraints.getInstance(JcaX509ExtensionUtils.parseExtensionValue(
                authority.certificate().getExtensionValue(Extension.nameConstraints.getId())));
        PKIXNameConstraintValidator validator = new PKIXNameConstraintValidator();
        validator.intersectPermittedSubtree(constraints.getPermittedSubtrees());
        validator.checkPermitted(new GeneralName(type, name));
    }

    @Test
    void authorityOutlivesItsCertificates(@TempDir Path folder) throws Exception {
        byte[] certificate = certificateAt(folder, START);
        byte[] authority = Files.readAllBytes(LocalCertificate.authorityFile(folder));
        Instant later = START.plus(Duration.ofDays(3_000));

        assertThat(certificateAt(folder, later)).isNotEqualTo(certificate);
        assertThat(Files.readAllBytes(LocalCertificate.authorityFile(folder))).isEqualTo(authority);
    }

    @Test
    void isReusedUntilOneMonthBeforeEnd(@TempDir Path folder) throws Exception {
        byte[] first = certificateAt(folder, START);
        byte[] oneYearLater = certificateAt(folder, START.plus(Duration.ofDays(360)));
        byte[] nearItsEnd = certificateAt(folder, START.plus(Duration.ofDays(370)));

        assertThat(oneYearLater).isEqualTo(first);
        assertThat(nearItsEnd).isNotEqualTo(first);
    }

    @Test
    void isRecreatedWhenDamaged(@TempDir Path folder) throws Exception {
        TlsFiles files = LocalCertificate.in(folder, at(START));
        Files.writeString(files.certificate(), "damaged");

        assertThat(read(LocalCertificate.in(folder, at(START)).certificate())).isNotNull();
    }

    @Test
    void onlyOwnerCanReadKey(@TempDir Path folder) throws Exception {
        TlsFiles files = LocalCertificate.in(folder, at(START));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(files.key())))
                .isEqualTo("rw-------");
        assertThat(TrustedCertificates.only(files.certificate())).isNotNull();
    }

    private static byte[] certificateAt(Path folder, Instant now) throws Exception {
        return Files.readAllBytes(LocalCertificate.in(folder, at(now)).certificate());
    }

    private static Clock at(Instant now) {
        return Clock.fixed(now, ZoneOffset.UTC);
    }

    private static X509Certificate read(Path pem) throws Exception {
        try (InputStream in = Files.newInputStream(pem)) {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
    }
}
