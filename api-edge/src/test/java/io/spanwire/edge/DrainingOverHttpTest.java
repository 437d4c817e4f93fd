package io.spanwire.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.spanwire.edge.LimitSettings.Timeouts;
import io.vertx.core.Future;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;

/** The behaviour of a stopping node, as its clients see it. */
class DrainingOverHttpTest {
    private static final String NOTE = "{\"text\":\"a\"}";

    @Test
    void drainingNodeAnswersAndClosesConnections() throws Exception {
        try (TestEdge edge = new TestEdge(settings -> draining(Duration.ofMinutes(5)));
                SSLSocket open = connect(edge)) {
            assertThat(whoAmI(open)).startsWith("HTTP/1.1 401").doesNotContain("connection: close");
            TestBrowser ann = edge.browser().signIn("Ann");

            Future<Void> drained = edge.frontend.drain();

            assertThat(edge.browser().get(ready(edge)).status()).isEqualTo(503);
            assertThat(whoAmI(open)).startsWith("HTTP/1.1 401").contains("connection: close");
            assertThat(ann.post("/api/streams/note/a/write-note", NOTE).status())
                    .isEqualTo(200);
            assertThat(drained.isComplete()).isFalse();
        }
    }

    @Test
    void drainingNodeOpensNoSockets() throws Exception {
        try (TestEdge edge = new TestEdge(settings -> draining(Duration.ofMinutes(5)));
                SSLSocket open = connect(edge)) {
            assertThat(whoAmI(open)).startsWith("HTTP/1.1 401");
            edge.frontend.drain();

            assertThat(exchange(open, "GET /ws", Map.of("Connection", "Upgrade", "Upgrade", "websocket")))
                    .startsWith("HTTP/1.1 503");
        }
    }

    @Test
    void nodeWithoutConnectionsIsDrainedImmediately() {
        try (TestEdge edge = new TestEdge(settings -> draining(Duration.ofMinutes(5)))) {
            TestEdge.await(edge.frontend.drain());
        }
    }

    @Test
    void drainedNodeRefusesCommandsButCanBeRead() {
        try (TestEdge edge = new TestEdge(settings -> draining(Duration.ZERO))) {
            TestBrowser ann = edge.browser().signIn("Ann");
            TestEdge.await(edge.frontend.drain());

            assertThat(ann.post("/api/streams/note/a/write-note", NOTE).status())
                    .isEqualTo(503);
            assertThat(ann.get("/api/session").status()).isEqualTo(200);
        }
    }

    private static EdgeSettings draining(Duration timeout) {
        LimitSettings limits = TestEdge.settings().limits();
        Timeouts usual = limits.timeouts();
        return TestEdge.with(TestLimits.with(
                limits,
                new Timeouts(usual.head(), usual.body(), usual.stall(), usual.idle(), timeout, usual.commandDrain())));
    }

    private static String ready(TestEdge edge) {
        return "http://localhost:" + edge.managementPort() + "/health/ready";
    }

    private static SSLSocket connect(TestEdge edge) throws Exception {
        SSLSocket socket =
                (SSLSocket) TestBrowser.trusting().getSocketFactory().createSocket("localhost", edge.frontend.port());
        socket.setSoTimeout((int) TestBrowser.TIMEOUT.toMillis());
        return socket;
    }

    private static String whoAmI(SSLSocket connection) throws Exception {
        return exchange(connection, "GET /api/session", Map.of());
    }

    /** Status line and headers of the answer; its body is read, too, so that the connection can be used again. */
    private static String exchange(SSLSocket connection, String request, Map<String, String> headers) throws Exception {
        StringBuilder text = new StringBuilder(request).append(" HTTP/1.1\r\nHost: localhost\r\n");
        headers.forEach(
                (name, value) -> text.append(name).append(": ").append(value).append("\r\n"));
        connection.getOutputStream().write(text.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII));
        BufferedReader in =
                new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.US_ASCII));
        StringBuilder head = new StringBuilder();
        int length = 0;
        for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
            head.append(line.startsWith("HTTP/") ? line : line.toLowerCase(java.util.Locale.ROOT))
                    .append('\n');
            if (line.toLowerCase(java.util.Locale.ROOT).startsWith("content-length:")) {
                length = Integer.parseInt(line.substring(line.indexOf(':') + 1).trim());
            }
        }
        assertThat(in.skip(length)).isEqualTo(length);
        return head.toString();
    }
}
