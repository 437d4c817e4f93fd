package io.spanwire.launcher.tls;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SelfSignedTest {
    private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");

    @Test
    void coversThisMachineForThirteenMonths(@TempDir Path folder) throws Exception {
        X509Certificate certificate = read(SelfSigned.in(folder, at(START)).certificate());

        assertThat(certificate.getSubjectAlternativeNames())
                .anySatisfy(name -> assertThat(name.get(1)).isEqualTo("localhost"))
                .anySatisfy(name -> assertThat(name.get(1)).isEqualTo("127.0.0.1"))
                .anySatisfy(name -> assertThat(name.get(1)).isEqualTo("0:0:0:0:0:0:0:1"));
        assertThat(Duration.between(
                        certificate.getNotBefore().toInstant(),
                        certificate.getNotAfter().toInstant()))
                .isEqualTo(Duration.ofDays(397));
        assertThat(certificate.getPublicKey().getAlgorithm()).isEqualTo("EC");
        certificate.verify(certificate.getPublicKey());
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
        TlsFiles files = SelfSigned.in(folder, at(START));
        Files.writeString(files.certificate(), "damaged");

        assertThat(read(SelfSigned.in(folder, at(START)).certificate())).isNotNull();
    }

    @Test
    void onlyOwnerCanReadKey(@TempDir Path folder) throws Exception {
        TlsFiles files = SelfSigned.in(folder, at(START));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(files.key())))
                .isEqualTo("rw-------");
        assertThat(TrustedCertificates.only(files.certificate())).isNotNull();
    }

    private static byte[] certificateAt(Path folder, Instant now) throws Exception {
        return Files.readAllBytes(SelfSigned.in(folder, at(now)).certificate());
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
