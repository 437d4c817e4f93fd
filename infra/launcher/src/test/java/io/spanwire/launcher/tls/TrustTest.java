package io.spanwire.launcher.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Uses a server whose certificate does not contain its address. */
class TrustTest {
    private static final String UNNAMED = "127.0.0.2";

    private final Vertx vertx = Vertx.vertx();

    private TlsFiles files;
    private HttpServer server;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        files = LocalCertificate.in(folder, Clock.systemUTC());
        HttpServerOptions options = new HttpServerOptions()
                .setSsl(true)
                .setKeyCertOptions(new PemKeyCertOptions()
                        .setCertPath(files.certificate().toString())
                        .setKeyPath(files.key().toString()));
        server = vertx.createHttpServer(options)
                .requestHandler(request -> request.response().end("hello"))
                .listen(0, UNNAMED)
                .await();
    }

    @AfterEach
    void stop() {
        vertx.close().await();
    }

    @Test
    void insecureClientTrustsAnyCertificateUnderAnyName() throws Exception {
        assertThat(get(TrustedCertificates.any())).isEqualTo("hello");
    }

    @Test
    void trustedCertificateIsRefusedUnderAnotherName() {
        assertThatThrownBy(() -> get(TrustedCertificates.only(files.certificate())))
                .isInstanceOf(SSLException.class);
    }

    private String get(SSLContext trust) throws Exception {
        URI uri = URI.create("https://" + UNNAMED + ':' + server.actualPort());
        HttpClient client = HttpClient.newBuilder().sslContext(trust).build();
        return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                .body();
    }
}
