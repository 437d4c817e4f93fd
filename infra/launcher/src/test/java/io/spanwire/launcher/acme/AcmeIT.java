package io.spanwire.launcher.acme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.spanwire.launcher.embedded.PreparedDatabase;
import io.spanwire.launcher.folder.PrivateFiles;
import io.spanwire.launcher.platform.Foundation;
import io.spanwire.launcher.roles.Roles;
import io.spanwire.launcher.settings.BackendMode;
import io.spanwire.launcher.settings.SettingSources;
import io.spanwire.launcher.settings.Settings;
import io.spanwire.launcher.settings.SettingsReader;
import io.spanwire.launcher.start.ProgressListener;
import io.spanwire.launcher.tls.LocalAuthority;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.shredzone.acme4j.exception.AcmeException;

/** Certificates from Pebble, the test authority of Let's Encrypt (Debian's package pebble), all on this machine. */
class AcmeIT {
    private static final Path PEBBLE = Path.of("/usr/bin/pebble");
    private static final String NAME = "chat.example.test";
    private static final Duration SOON = Duration.ofSeconds(60);

    private final List<Process> processes = new ArrayList<>();
    private Path folder;
    private Path root;
    private int httpPort;
    private URI directory;

    @BeforeEach
    void startAuthority(@TempDir Path fresh) throws Exception {
        if (!Files.isExecutable(PEBBLE)) {
            System.err.println("\n*** NO PEBBLE: THE ACME TESTS ARE SKIPPED. Install Debian's package pebble. ***\n");
            Assumptions.abort("no pebble");
        }
        folder = fresh;
        httpPort = freePort();
        int names = freePort();
        int port = freePort();
        LocalAuthority authority = LocalAuthority.create(Set.of("localhost"), Instant.now());
        LocalAuthority.Issued own = authority.issue(Set.of("localhost"), Instant.now());
        root = write("root.pem", authority.certificatePem());
        Path certificate = write("pebble.pem", own.chainPem());
        Path key = write("pebble-key.pem", own.keyPem());
        Path config = write(
                "pebble.json",
                """
                {"pebble": {"listenAddress": "127.0.0.1:%d", "managementListenAddress": "127.0.0.1:%d",
                 "certificate": "%s", "privateKey": "%s", "httpPort": %d, "tlsPort": 1}}
                """
                        .formatted(port, freePort(), certificate, key, httpPort));
        launch(
                "pebble-challtestsrv",
                "-defaultIPv6",
                "",
                "-dns01",
                "127.0.0.1:" + names,
                "-http01",
                "",
                "-https01",
                "",
                "-tlsalpn01",
                "",
                "-management",
                "127.0.0.1:" + freePort());
        launch(PEBBLE.toString(), "-config", config.toString(), "-dnsserver", "127.0.0.1:" + names);
        directory = URI.create("https://localhost:" + port + "/dir");
        await().atMost(SOON).ignoreExceptions().until(() -> issuer(port).contains("Spanwire local authority"));
    }

    private void launch(String... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(processes.size() + ".log").toFile());
        builder.environment().put("PEBBLE_VA_NOSLEEP", "1");
        builder.environment().put("PEBBLE_WFE_NONCEREJECT", "50"); // clients must cope with it
        processes.add(builder.start());
    }

    @AfterEach
    void stopAuthority() throws Exception {
        for (Process process : processes) {
            process.destroy();
            assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void serverGetsItsCertificateWhileItRuns() throws Exception {
        Settings settings = settings();
        PreparedDatabase.copyTo(folder.resolve("data"));
        try (Foundation foundation = Foundation.start(settings, ProgressListener.SILENT);
                Roles roles = Roles.start(settings, foundation.environment(), ProgressListener.SILENT)) {
            int port = roles.address().orElseThrow().getPort();

            await().atMost(SOON).until(() -> issuer(port).contains("Pebble"));
            assertThat(folder().isDue(List.of(NAME), Instant.now())).isFalse();
            assertThat(folder().isDue(List.of(NAME, "other.example.test"), Instant.now()))
                    .isTrue();
            assertThat(folder().isDue(List.of(NAME), Instant.now().plus(Duration.ofDays(1_300))))
                    .isTrue();
            try (var answers = Files.list(folder().webroot().resolve(".well-known/acme-challenge"))) {
                assertThat(answers).isEmpty();
            }
        }
    }

    @Test
    void unprovedNameGetsNoCertificateAndTheReasonIsTold() {
        Settings.Acme acme = settings().http().transport().acme().orElseThrow();
        folder().prepare(acme.names(), Clock.systemUTC());

        assertThatThrownBy(() -> new AcmeOrder(acme, folder()).run()) // nobody listens on the plain port
                .isInstanceOf(AcmeException.class)
                .hasMessageContaining("could not read the answer at http://" + NAME);
    }

    private AcmeFolder folder() {
        return AcmeFolder.in(folder.resolve("data"));
    }

    private Settings settings() {
        Map<String, String> flags = new HashMap<>(Map.of(
                "data",
                folder.resolve("data").toString(),
                "host",
                "127.0.0.1",
                "port",
                "0",
                "http-port",
                Integer.toString(httpPort),
                "acme.directory",
                directory.toString(),
                "acme.names",
                NAME,
                "acme.contact",
                "admin@example.test",
                "acme.terms-accepted",
                "true",
                "acme.root-certificate",
                root.toString()));
        return SettingsReader.read(BackendMode.EMBEDDED, new SettingSources(Optional.empty(), Map.of(), flags));
    }

    private static String issuer(int port) throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, InsecureTrustManagerFactory.INSTANCE.getTrustManagers(), null);
        try (SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", port)) {
            socket.startHandshake();
            return ((X509Certificate) socket.getSession().getPeerCertificates()[0])
                    .getIssuerX500Principal()
                    .getName();
        }
    }

    private Path write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        PrivateFiles.write(file, text);
        return file;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
