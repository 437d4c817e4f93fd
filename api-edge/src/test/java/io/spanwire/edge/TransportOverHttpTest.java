package io.spanwire.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spanwire.edge.server.ClientCertificates;
import io.spanwire.edge.server.StrictTransport;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.net.SelfSignedCertificate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that asks clients for certificates, has its subdomains preloaded, and answers an ACME authority. */
class TransportOverHttpTest {
    private static final SelfSignedCertificate CLIENT = SelfSignedCertificate.create("client");
    private static final SelfSignedCertificate OTHER = SelfSignedCertificate.create("other");
    private static final Vertx VERTX = Vertx.vertx();

    private static Path answers;
    private static TestEdge edge;

    @BeforeAll
    static void start(@TempDir Path webroot) throws Exception {
        answers = Files.createDirectories(webroot.resolve(".well-known").resolve("acme-challenge"));
        Files.writeString(webroot.resolve("secret"), "secret");
        edge = new TestEdge(plain -> new EdgeSettings(
                plain.https(),
                new EdgeSettings.Tls(
                        plain.tls().certificate(),
                        plain.tls().key(),
                        new ClientCertificates(Optional.of(Path.of(CLIENT.certificatePath())), true),
                        StrictTransport.PRELOAD,
                        Optional.of(webroot)),
                plain.origins(),
                plain.redirectPort(),
                plain.management(),
                plain.sessions(),
                plain.identity(),
                plain.limits()));
    }

    @AfterAll
    static void stop() throws Exception {
        edge.close();
        VERTX.close().await();
    }

    @Test
    void clientsWithoutACertificateOfTheAuthorityAreRefused() {
        HttpClientResponse response = get(new HttpClientOptions().setKeyCertOptions(CLIENT.keyCertOptions()));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.getHeader("strict-transport-security"))
                .isEqualTo("max-age=63072000; includeSubDomains; preload");
        assertThatThrownBy(() -> get(new HttpClientOptions())).isInstanceOf(Exception.class);
        assertThatThrownBy(() -> get(new HttpClientOptions().setKeyCertOptions(OTHER.keyCertOptions())))
                .isInstanceOf(Exception.class);
    }

    @Test
    void answersOfTheAcmeClientAreServedInTheClear() throws Exception {
        Files.writeString(answers.resolve("token-1_A"), "token-1_A.thumbprint");

        HttpClientResponse response = plain("/.well-known/acme-challenge/token-1_A");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.getHeader("content-type")).isEqualTo("text/plain");
        assertThat(response.body().await().toString()).isEqualTo("token-1_A.thumbprint");
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "", "../../secret", "..%2F..%2Fsecret", "token/", ".", "%00"})
    void nothingElseIsServedInTheClear(String path) {
        assertThat(plain("/.well-known/acme-challenge/" + path).statusCode()).isEqualTo(404);
    }

    private static HttpClientResponse plain(String path) {
        HttpClient client = VERTX.createHttpClient();
        return client.request(HttpMethod.GET, edge.redirectPort(), "localhost", path)
                .compose(request ->
                        request.send().compose(response -> response.body().map(response)))
                .await();
    }

    private static HttpClientResponse get(HttpClientOptions options) {
        HttpClient client =
                VERTX.createHttpClient(options.setSsl(true).setTrustAll(true).setVerifyHost(false));
        return client.request(HttpMethod.GET, edge.frontend.port(), "localhost", "/api/session/methods")
                .compose(request ->
                        request.send().compose(response -> response.body().map(response)))
                .await();
    }
}
