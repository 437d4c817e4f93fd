package io.spanwire.edge;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.spanwire.edge.TestBrowser.Answer;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Hostile input is answered 400 and logs nothing. */
class HostileOverHttpTest {
    private static final Logger ROOT = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);

    @AutoClose
    private static final TestEdge edge = new TestEdge();

    private static final TestBrowser ann = edge.browser().signIn("Ann");

    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();

    @BeforeEach
    void listen() {
        logged.start();
        ROOT.addAppender(logged);
    }

    @AfterEach
    void nothingIsLogged() {
        ROOT.detachAppender(logged);
        assertThat(logged.list)
                .filteredOn(event -> event.getLevel().isGreaterOrEqual(Level.INFO))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e99999999999", "1e999999999", "-1e-99999999999", "1e309"})
    void numbersOutOfRangeAre400(String number) {
        Answer session = edge.browser().post("/api/session", "{\"name\":" + number + "}");
        Answer command = ann.post("/api/streams/note/first/write-note", "{\"text\":" + number + "}");

        assertThat(session.status()).isEqualTo(400);
        assertThat(session.code()).isEqualTo("malformed");
        assertThat(command.status()).isEqualTo(400);
        assertThat(command.code()).isEqualTo("malformed");
    }

    @Test
    void loneSurrogateIs400() {
        Answer session = edge.browser().post("/api/session", "{\"name\":\"\\ud800\"}");
        Answer command = ann.post("/api/streams/note/first/write-note", "{\"text\":\"\\ud800\"}");

        assertThat(session.status()).isEqualTo(400);
        assertThat(command.status()).isEqualTo(400);
    }

    @Test
    void bytesThatAreNotUtf8Are400() throws Exception {
        assertThat(raw(head("Content-Length: 13") + "{\"name\":\"\u00C0\u00AF\"}"))
                .startsWith("HTTP/1.1 400");
        assertThat(raw(head("Content-Length: 14") + "{\"name\":\"\u00ED\u00A0\u0080\"}"))
                .startsWith("HTTP/1.1 400");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense\r\n\r\n",
                "fffffffffffffffff\r\n{}\r\n0\r\n\r\n",
                "-1\r\n{}\r\n0\r\n\r\n",
                "2\r\n{}\r\n0\r\nbad trailer\r\n\r\n",
                "2\r\n{}\r\n0\r\n: x\r\n\r\n",
                "2\r\n{}nothing\r\n0\r\n\r\n"
            })
    void brokenChunksAre400(String chunks) throws Exception {
        assertThat(raw(head("Transfer-Encoding: chunked") + chunks))
                .startsWith("HTTP/1.1 400")
                .contains("content-security-policy", "/problems/malformed");
    }

    @Test
    void brokenChunksOfACommandAre400() throws Exception {
        String command =
                "POST /api/streams/note/first/write-note HTTP/1.1\r\nHost: localhost\r\nCookie: " + ann.cookie()
                        + "\r\nX-CSRF-Token: " + ann.csrf()
                        + "\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nnonsense\r\n\r\n";

        assertThat(raw(command)).startsWith("HTTP/1.1 400");
    }

    @Test
    void unreadBrokenChunksCloseTheConnection() throws Exception {
        String chunked = " HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nnonsense\r\n\r\n";

        raw("GET /api/session" + chunked);
        raw("POST /api/nothing" + chunked);
        raw("POST /api/session" + chunked);
        assertThat(ann.get("/api/session").status()).isEqualTo(200);
    }

    @Test
    void disconnectsWithinABodyAreNotLogged() throws Exception {
        try (SSLSocket socket = connect()) {
            socket.getOutputStream().write((head("Content-Length: 20") + "{").getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
        }
        assertThat(ann.get("/api/session").status()).isEqualTo(200);
    }

    private static String head(String length) {
        return "POST /api/session HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n" + length
                + "\r\nConnection: close\r\n\r\n";
    }

    /** Sends one byte per character and reads the answer until the server closes. */
    private static String raw(String bytes) throws Exception {
        try (SSLSocket socket = connect()) {
            socket.setSoTimeout((int) TestBrowser.TIMEOUT.toMillis());
            socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    private static SSLSocket connect() throws Exception {
        return (SSLSocket) TestBrowser.trusting().getSocketFactory().createSocket("localhost", edge.frontend.port());
    }
}
