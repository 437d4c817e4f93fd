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

/** More than anybody needs, over bare connections: refused early, not taken in. After each the server must still answer. */
@ExtendWith(SharedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OversizedIT {
    private static final String POST = "POST /api/streams/%s/post-message HTTP/1.1\r\nHost: localhost\r\n%s";
    private static final int PIECE = 16 << 10;
    /** Far more than the server reads before it refuses; the buffers of both kernels are in it. */
    private static final int TOO_MUCH = 16 << 20;

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    /** The answer may be lost when the connection ends with bytes unread. */
    private static final List<String> REFUSED = List.of("400", "413", "414", "431", "");

    private final String room = Streams.chat();
    private final SignedInUser ann;

    OversizedIT(Server server) throws Exception {
        ann = server.person("Ann");
    }

    @AfterEach
    void stillServes() throws Exception {
        assertThat(ann.post(room, "post-message", "{\"text\":\"still there\"}", Map.of())
                        .status())
                .isEqualTo(200);
    }

    @Test
    void aBodyWithoutEndIsRefusedAfterItsFirstKilobytes() throws Exception {
        String head = POST.formatted(room, credentials())
                + "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n";
        String chunk = Integer.toHexString(PIECE) + "\r\n" + "a".repeat(PIECE) + "\r\n";

        Answer answer = flood(head, chunk);

        assertThat(answer.status()).isEqualTo("413");
        assertThat(answer.taken()).isLessThan(TOO_MUCH);
        assertThat(answer.cut()).as("whoever goes on loses the connection").isTrue();
    }

    @Test
    void aBodyThatSaysItIsHugeIsRefusedBeforeItComes() throws Exception {
        String head = POST.formatted(room, credentials())
                + "Content-Type: application/json\r\nContent-Length: 10737418240\r\n\r\n";

        assertThat(flood(head, "").status()).isEqualTo("413");
    }

    @Test
    void headersWithoutEndAreRefused() throws Exception {
        Answer answer = flood("GET /api HTTP/1.1\r\nHost: localhost\r\n", "X-More: " + "a".repeat(1_000) + "\r\n");

        assertThat(answer.status()).isIn(REFUSED);
        assertThat(answer.taken()).isLessThan(TOO_MUCH);
        assertThat(answer.cut()).isTrue();
    }

    @Test
    void anAddressWithoutEndIsRefused() throws Exception {
        Answer answer = flood("GET /", "a".repeat(1_000));

        assertThat(answer.status()).isIn(REFUSED);
        assertThat(answer.taken()).isLessThan(TOO_MUCH);
        assertThat(answer.cut()).isTrue();
    }

    @Test
    void aSocketMessageInEndlessPiecesEndsTheConnection() throws Exception {
        try (WebSocketClient socket = WebSocketClient.open(ann)) {
            assertThatThrownBy(() -> {
                        for (int piece = 0; piece < 1_000; piece++) {
                            socket.sendPart("a".repeat(PIECE));
                        }
                        socket.expect();
                    })
                    .isInstanceOf(SocketLost.class);
        }
    }

    /**
     * What became of it.
     *
     * @param taken bytes that went out before the answer came
     * @param status of the answer, empty when there was none
     * @param cut whether the server ended the connection while more was sent
     */
    private record Answer(long taken, String status, boolean cut) {}

    /** Sends the head, then more and more of the same until the server ends the connection, but not for ever. */
    private Answer flood(String head, String more) throws IOException {
        try (SSLSocket socket = (SSLSocket) ann.address()
                .http()
                .sslContext()
                .getSocketFactory()
                .createSocket("localhost", ann.address().uri().getPort())) {
            AtomicLong taken = new AtomicLong();
            CompletableFuture<Answer> answer = CompletableFuture.supplyAsync(() -> {
                String status = status(socket);
                return new Answer(taken.get(), status, false);
            });
            boolean cut = isCut(socket, head, more, taken);
            return new Answer(answer.join().taken(), answer.join().status(), cut);
        }
    }

    private static boolean isCut(SSLSocket socket, String head, String more, AtomicLong taken) {
        byte[] piece = more.getBytes(StandardCharsets.US_ASCII);
        long end = System.nanoTime() + PATIENCE.toNanos();
        try {
            OutputStream out = socket.getOutputStream();
            out.write(head.getBytes(StandardCharsets.US_ASCII));
            out.flush();
            while (piece.length > 0 && System.nanoTime() < end) {
                out.write(piece);
                taken.addAndGet(piece.length);
            }
            return false;
        } catch (IOException ended) {
            return true;
        }
    }

    private static String status(SSLSocket socket) {
        try {
            InputStream in = socket.getInputStream();
            String line = new String(in.readNBytes("HTTP/1.1 413".length()), StandardCharsets.US_ASCII);
            return line.isEmpty() ? "" : line.substring("HTTP/1.1 ".length());
        } catch (IOException cut) {
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
