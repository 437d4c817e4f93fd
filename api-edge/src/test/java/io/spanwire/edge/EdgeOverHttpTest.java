package io.spanwire.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spanwire.edge.TestBrowser.Answer;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Behaviour common to all paths: headers, pages, contracts, transport, the other ports. */
class EdgeOverHttpTest {
    @AutoClose
    private static final TestEdge edge = new TestEdge();

    private static final TestBrowser anonymous = edge.browser();

    @Test
    void everyResponseCarriesTheSecurityHeaders() {
        List<Answer> answers = List.of(
                anonymous.get("/"),
                anonymous.get("/nothing"),
                anonymous.get("/api/nothing"),
                anonymous.get("/api/session"),
                anonymous.post("/api/session", "{"),
                anonymous.post("/api/session", "x".repeat(70 << 10)),
                anonymous.send("OPTIONS", "/api/session", null),
                anonymous.send("DELETE", "/openapi.json", null),
                anonymous.get("/openapi.json"),
                anonymous.get("http://localhost:" + edge.managementPort() + "/health/live"));

        assertThat(answers).allSatisfy(answer -> {
            assertThat(answer.header("content-security-policy")).startsWith("default-src 'none'; ");
            assertThat(answer.header("strict-transport-security")).contains("max-age=31536000");
            assertThat(answer.header("x-content-type-options")).isEqualTo("nosniff");
            assertThat(answer.header("referrer-policy")).isEqualTo("no-referrer");
            assertThat(answer.header("cross-origin-opener-policy")).isEqualTo("same-origin");
            assertThat(answer.header("cross-origin-embedder-policy")).isEqualTo("require-corp");
            assertThat(answer.header("cross-origin-resource-policy")).isEqualTo("same-origin");
        });
    }

    @Test
    void invalidHttpGetsAProblemWithHeaders() throws Exception {
        assertThat(raw("NONSENSE\r\n\r\n")).contains("400", "content-security-policy", "/problems/malformed");
        assertThat(raw("GET /" + "x".repeat(9_000) + " HTTP/1.1\r\nHost: a\r\n\r\n"))
                .contains("413", "content-security-policy");
        assertThat(raw("GET / HTTP/1.1\r\nConnection: close\r\n\r\n")).contains("400", "content-security-policy");
        assertThat(raw("OPTIONS * HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"))
                .contains("404", "content-security-policy", "/problems/not-found");
    }

    @Test
    void brokenEscapesAre400() throws Exception {
        String session = edge.browser().signIn("Ann").cookie();

        assertThat(raw("GET /api/views/note-lines?note=%zz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nCookie: "
                        + session + "\r\n\r\n"))
                .contains("HTTP/1.1 400", "content-security-policy");
        assertThat(raw("GET /api/streams/note/%zz/events HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
                .contains("HTTP/1.1 400", "/problems/malformed");
    }

    @Test
    void nothingOutsideThePagesIsServed() throws Exception {
        for (String path : List.of(
                "/../../io/spanwire/edge/HttpFrontend.class",
                "/notes/../../../logback-test.xml",
                "/notes/%2e%2e/%2e%2e/%2e%2e/logback-test.xml",
                "/notes/..%2f..%2f..%2flogback-test.xml",
                "/notes/.hidden.html",
                "//evil.example/notes",
                "/notes\\..\\x.html",
                "/notes/index.html%00.js")) {
            assertThat(raw("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
                    .as(path)
                    .containsAnyOf("HTTP/1.1 404", "HTTP/1.1 400")
                    .doesNotContain("configuration");
        }
    }

    @Test
    void contractsAreServed() {
        assertThat(anonymous.get("/openapi.json").json().path("openapi").asText())
                .isEqualTo("3.1.0");
        assertThat(anonymous.get("/asyncapi.json").json().path("asyncapi").asText())
                .isEqualTo("3.0.0");
        assertThat(anonymous.get("/api").header("content-type")).startsWith("text/html");
        assertThat(anonymous.get("/api/try.js").header("content-type")).startsWith("text/javascript");
        assertThat(anonymous.get("/api/pages.css").status()).isEqualTo(200);
    }

    @Test
    void everyProblemHasItsPage() {
        assertThat(anonymous.get("/problems/locked").body())
                .contains("409", "The note is &lt;locked&gt;")
                .doesNotContain("<locked>");
        assertThat(anonymous.get("/problems/stale-version").body()).contains("412", "If-Match");
        assertThat(anonymous.get("/problems/").body()).contains("/problems/locked", "/problems/unavailable");
        assertThat(anonymous.get("/problems/nothing").status()).isEqualTo(404);
    }

    @Test
    void plainPortOnlyRedirectsToThisServer() throws Exception {
        String plain = "http://localhost:" + edge.redirectPort();

        assertThat(anonymous.get(plain + "/notes/?a=b").header("location")).isEqualTo(edge.origin() + "/notes/?a=b");
        assertThat(anonymous.get(plain + "/api").status()).isEqualTo(308);
        assertThat(anonymous.get(plain + "/notes/").header("strict-transport-security"))
                .isEmpty();
    }

    @Test
    void plainPortRefusesCalls() throws Exception {
        String plain = "http://localhost:" + edge.redirectPort();

        for (String call : List.of("/api/session", "/api/streams/note/a/events", "/ws")) {
            assertThat(anonymous.get(plain + call).status()).isEqualTo(403);
            assertThat(anonymous.get(plain + call).body()).contains("/problems/https-required");
        }
        assertThat(anonymous.post(plain + "/api/session", "{}").status()).isEqualTo(403);
        assertThat(anonymous.post(plain + "/notes/", "{}").status()).isEqualTo(403);
        assertThat(anonymous.get(plain + "/.well-known/acme-challenge/x").status())
                .isEqualTo(308);
    }

    @Test
    void managementServesHealthAndMetrics() {
        String management = "http://localhost:" + edge.managementPort();

        assertThat(anonymous.get(management + "/health/live").status()).isEqualTo(200);
        assertThat(anonymous
                        .get(management + "/health/ready")
                        .json()
                        .at("/checks/accepting")
                        .asText())
                .isEqualTo("up");
        assertThat(anonymous.get(management + "/metrics").body()).isEqualTo("spanwire_up 1\n");
        assertThat(anonymous.get(management + "/nothing").status()).isEqualTo(404);
        assertThat(anonymous.get("/metrics").status()).isEqualTo(404);
    }

    @Test
    void oldTransportIsRefused() throws Exception {
        assertThatThrownBy(() -> handshake("TLSv1.2", "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256"))
                .isInstanceOf(SSLException.class);
        handshake("TLSv1.2", "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256");
        handshake("TLSv1.3", "TLS_AES_128_GCM_SHA256");
    }

    @Test
    void slowHeadersAndBodiesAreDisconnected() throws Exception {
        Duration brief = Duration.ofSeconds(3);
        LimitSettings hasty = TestLimits.with(
                LimitSettings.defaults(),
                new LimitSettings.Timeouts(brief, brief, brief, Duration.ofMinutes(5), brief, brief));
        try (TestEdge strict = new TestEdge(settings -> TestEdge.with(hasty))) {
            assertThat(raw(strict, "GET / HTTP/1.1\r\nHost: loc")).isEmpty();
            assertThat(raw(
                            strict,
                            "POST /api/session HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                                    + "Content-Length: 20\r\n\r\n{"))
                    .isEmpty();
        }
    }

    private static void handshake(String protocol, String cipher) throws Exception {
        try (SSLSocket socket = connect(edge)) {
            socket.setEnabledProtocols(new String[] {protocol});
            socket.setEnabledCipherSuites(new String[] {cipher});
            socket.startHandshake();
        }
    }

    private static String raw(String request) throws Exception {
        return raw(edge, request);
    }

    /** Reads the server's answer until it closes; fails when it does not. */
    private static String raw(TestEdge at, String request) throws Exception {
        try (SSLSocket socket = connect(at)) {
            socket.setSoTimeout((int) TestBrowser.TIMEOUT.toMillis());
            OutputStream out = socket.getOutputStream();
            out.write(request.getBytes(StandardCharsets.UTF_8));
            out.flush();
            return read(socket.getInputStream());
        }
    }

    private static String read(InputStream in) throws Exception {
        StringBuilder text = new StringBuilder();
        try {
            for (int next = in.read(); next >= 0; next = in.read()) {
                text.append((char) next);
            }
        } catch (java.net.SocketTimeoutException silent) {
            text.append("(open)");
        }
        return text.toString();
    }

    private static SSLSocket connect(TestEdge at) throws Exception {
        return (SSLSocket) TestBrowser.trusting().getSocketFactory().createSocket("localhost", at.frontend.port());
    }
}
