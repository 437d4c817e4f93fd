package io.spanwire.edge.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.spanwire.edge.LimitSettings;
import io.spanwire.edge.budget.ClientAdmission;
import io.spanwire.edge.budget.ClientBudgets;
import io.spanwire.edge.budget.Limit;
import io.spanwire.edge.budget.Refusals;
import io.vertx.core.Vertx;
import io.vertx.core.net.SelfSignedCertificate;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Replaces the files of a running server. */
class CertificateWatchTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final SlowClientTimeouts TIMEOUTS = new SlowClientTimeouts(MINUTE, MINUTE, MINUTE, MINUTE);
    private static final SelfSignedCertificate FIRST = SelfSignedCertificate.create("first.example.org");
    private static final SelfSignedCertificate SECOND = SelfSignedCertificate.create("second.example.org");

    private final Vertx vertx = GuardedTransport.vertx();
    private Path certificate;
    private Path key;
    private HttpsServer server;
    private CertificateWatch watch;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        certificate = folder.resolve("certificate.pem");
        key = folder.resolve("key.pem");
        put(FIRST.certificatePath(), certificate);
        put(FIRST.privateKeyPath(), key);
        ServerCertificate first = ServerCertificate.read(vertx, certificate, key);
        server = HttpsServer.start(
                        vertx,
                        HttpsOptions.secure(certificate, key, MINUTE)
                                .setKeyCertOptions(first.options())
                                .setHost("localhost")
                                .setPort(0),
                        2,
                        guard(),
                        TIMEOUTS,
                        request -> request.response().end("hello"))
                .await();
        watch = watch(first, Clock.systemUTC());
    }

    private static ConnectionGuard guard() {
        LimitSettings limits = LimitSettings.defaults();
        Refusals refusals = new Refusals(new SimpleMeterRegistry(), (address, limit) -> {});
        return new ConnectionGuard(
                100,
                false,
                new ClientAdmission(new ClientBudgets(limits.budgets(), refusals), limits.proxies()),
                TIMEOUTS,
                refusals.counter(Limit.CONNECTIONS, Limit.Scope.NODE));
    }

    private CertificateWatch watch(ServerCertificate inUse, Clock clock) {
        return new CertificateWatch(vertx, certificate, key, clock, inUse, server::use);
    }

    @AfterEach
    void stop() {
        vertx.close().await();
    }

    @Test
    void replacedFilesAreUsedAndOpenConnectionsStay() throws Exception {
        try (SSLSocket open = connect()) {
            assertThat(name(open)).isEqualTo("CN=first.example.org");
            assertThat(get(open)).contains("200");
            put(SECOND.certificatePath(), certificate);
            put(SECOND.privateKeyPath(), key);

            assertThat(watch.look().await()).isTrue();

            for (int i = 0; i < 4; i++) { // the server has two event loops
                try (SSLSocket next = connect()) {
                    assertThat(name(next)).isEqualTo("CN=second.example.org");
                }
            }
            assertThat(get(open)).contains("200");
            assertThat(watch.look().await()).isFalse();
        }
    }

    @Test
    void halfReplacedFilesAreNotUsed() throws Exception {
        put(SECOND.certificatePath(), certificate);

        assertThat(watch.look().await()).isFalse();
        assertThatThrownBy(() -> ServerCertificate.read(vertx, certificate, key))
                .isInstanceOf(UnusableCertificate.class)
                .hasMessageContaining("another certificate");
        try (SSLSocket socket = connect()) {
            assertThat(name(socket)).isEqualTo("CN=first.example.org");
        }

        Files.writeString(certificate, "damaged");
        assertThat(watch.look().await()).isFalse();
        put(SECOND.certificatePath(), certificate);
        put(SECOND.privateKeyPath(), key);
        assertThat(watch.look().await()).isTrue();
    }

    @Test
    void endIsToldInTime() {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        ServerCertificate inUse = ServerCertificate.read(vertx, certificate, key);
        Instant end = inUse.end();
        watch(inUse, at(end.minus(Duration.ofDays(10)))).start(meters);

        assertThat(meters.get("spanwire.tls.certificate.expiry").gauge().value())
                .isEqualTo((double) Duration.ofDays(10).toSeconds());
        assertThat(watch(inUse, at(end.minus(Duration.ofDays(10)))).health()).isEqualTo("ends soon: " + end);
        assertThat(watch(inUse, at(end.minus(Duration.ofDays(20)))).health()).isEqualTo("valid until " + end);
    }

    private SSLSocket connect() throws Exception {
        SSLContext context = SSLContext.getInstance("TLS"); // a new one each time: sessions are not resumed
        context.init(null, InsecureTrustManagerFactory.INSTANCE.getTrustManagers(), null);
        SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket("localhost", server.port());
        socket.startHandshake();
        return socket;
    }

    private static String name(SSLSocket socket) throws Exception {
        X509Certificate peer = (X509Certificate)
                List.of(socket.getSession().getPeerCertificates()).get(0);
        return peer.getSubjectX500Principal().getName();
    }

    private static String get(SSLSocket socket) throws IOException {
        socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
        String status = lines.readLine();
        while (!lines.readLine().isEmpty()) {
            assertThat(status).startsWith("HTTP/1.1");
        }
        char[] body = new char["hello".length()];
        assertThat(lines.read(body)).isEqualTo(body.length);
        return status;
    }

    private static Clock at(Instant now) {
        return Clock.fixed(now, ZoneOffset.UTC);
    }

    private static void put(String source, Path target) throws IOException {
        Files.copy(Path.of(source), target, StandardCopyOption.REPLACE_EXISTING);
    }
}
