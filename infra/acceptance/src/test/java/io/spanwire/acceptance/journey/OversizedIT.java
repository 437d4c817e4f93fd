package io.spanwire.acceptance.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spanwire.acceptance.client.SignedInUser;
import io.spanwire.acceptance.client.SocketLost;
import io.spanwire.acceptance.client.WebSocketClient;
import io.spanwire.acceptance.harness.Server;
import io.spanwire.acceptance.harness.SharedServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Oversized requests over bare TLS connections are refused early. After each test the server must still accept a
 * command.
 */
@ExtendWith(SharedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OversizedIT {
    private static final String POST = "POST /api/streams/%s/post-message HTTP/1.1\r\nHost: localhost\r\n%s";
    private static final int CHUNK = 16 << 10;
    /** Far more than the server reads before it refuses; includes the socket buffers of both sides. */
    private static final int MAX_SENT = 16 << 20;

    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    /** Empty, because the response may be lost when the server closes a connection with unread bytes. */
    private static final List<String> REFUSED = List.of("400", "413", "414", "431", "");

    private final String room = Streams.chat();
    private final SignedInUser ann;

    OversizedIT(Server server) throws Exception {
        ann = server.signIn("Ann");
    }

    @AfterEach
    void stillServes() throws Exception {
        assertThat(ann.post(room, "post-message", "{\"text\":\"still there\"}", Map.of())
                        .status())
                .isEqualTo(200);
    }

    @Test
    void endlessBodyIsRefusedAfterFirstKilobytes() throws Exception {
        String head = POST.formatted(room, credentials())
                + "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n";
        String chunk = Integer.toHexString(CHUNK) + "\r\n" + "a".repeat(CHUNK) + "\r\n";
        FloodResult result = flood(head, chunk);
        assertThat(result.status()).isEqualTo("413");
        assertThat(result.sent()).isLessThan(MAX_SENT);
        assertThat(result.closed()).as("the server closes the connection").isTrue();
    }

    @Test
    void hugeContentLengthIsRefusedBeforeBody() throws Exception {
        String head = POST.formatted(room, credentials())
                + "Content-Type: application/json\r\nContent-Length: 10737418240\r\n\r\n";

        assertThat(flood(head, "").status()).isEqualTo("413");
    }

    @Test
    void endlessHeadersAreRefused() throws Exception {
        assertRefused(flood("GET /api HTTP/1.1\r\nHost: localhost\r\n", "X-More: " + "a".repeat(1_000) + "\r\n"));
    }

    @Test
    void endlessRequestLineIsRefused() throws Exception {
        assertRefused(flood("GET /", "a".repeat(1_000)));
    }

    private static void assertRefused(FloodResult result) {
        assertThat(result.status()).isIn(REFUSED);
        assertThat(result.sent()).isLessThan(MAX_SENT);
        assertThat(result.closed()).isTrue();
    }

    @Test
    void endlessWebSocketMessageEndsConnection() throws Exception {
        try (WebSocketClient socket = WebSocketClient.open(ann)) {
            assertThatThrownBy(() -> {
                        for (int part = 0; part < 1_000; part++) {
                            socket.sendPart("a".repeat(CHUNK));
                        }
                        socket.expect();
                    })
                    .isInstanceOf(SocketLost.class);
        }
    }

    /**
     * The result of {@link #flood}.
     *
     * @param sent bytes sent before the response arrived
     * @param status of the response, empty if there was none
     * @param closed whether the server closed the connection while the client was sending
     */
    private record FloodResult(long sent, String status, boolean closed) {}

    /** Sends the head, then the same chunk repeatedly until the server closes the connection or the timeout is over. */
    private FloodResult flood(String head, String more) throws IOException {
        try (SSLSocket socket = (SSLSocket) ann.address()
                .http()
                .sslContext()
                .getSocketFactory()
                .createSocket("localhost", ann.address().uri().getPort())) {
            AtomicLong sent = new AtomicLong();
            CompletableFuture<FloodResult> response = CompletableFuture.supplyAsync(() -> {
                String status = status(socket);
                return new FloodResult(sent.get(), status, false);
            });
            boolean closed = sendUntilClosed(socket, head, more, sent);
            return new FloodResult(response.join().sent(), response.join().status(), closed);
        }
    }

    /** Returns whether the server closed the connection. */
    private static boolean sendUntilClosed(SSLSocket socket, String head, String more, AtomicLong sent) {
        byte[] chunk = more.getBytes(StandardCharsets.US_ASCII);
        long end = System.nanoTime() + TIMEOUT.toNanos();
        try {
            OutputStream out = socket.getOutputStream();
            out.write(head.getBytes(StandardCharsets.US_ASCII));
            out.flush();
            while (chunk.length > 0 && System.nanoTime() < end) {
                out.write(chunk);
                sent.addAndGet(chunk.length);
            }
            return false;
        } catch (IOException closed) {
            return true;
        }
    }

    private static String status(SSLSocket socket) {
        try {
            InputStream in = socket.getInputStream();
            String line = new String(in.readNBytes("HTTP/1.1 413".length()), StandardCharsets.US_ASCII);
            return line.isEmpty() ? "" : line.substring("HTTP/1.1 ".length());
        } catch (IOException closed) {
            return "";
        }
    }

    private String credentials() {
        StringBuilder headers = new StringBuilder();
        ann.credentials()
                .forEach((name, value) ->
                        headers.append(name).append(": ").append(value).append("\r\n"));
        return headers.toString();
    }
}
