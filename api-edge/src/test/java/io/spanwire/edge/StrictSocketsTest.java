package io.spanwire.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Frames that break RFC 6455 close the socket with the code that it names. */
class StrictSocketsTest {
    private static final int TEXT = 1;
    private static final int CONTINUATION = 0;
    private static final int CLOSE = 8;
    private static final int FINAL = 0x80;

    @AutoClose
    private static final TestEdge edge = new TestEdge();

    private static final TestBrowser ann = edge.browser().signIn("Ann");

    @Test
    void textThatIsNotUtf8Is1007() throws Exception {
        assertThat(closeCode(frame(FINAL | TEXT, "{\"a\":\"\u00FF\u00FE\"}"))).isEqualTo(1007);
        assertThat(closeCode(frame(FINAL | TEXT, "\u00C0\u00AF"))).isEqualTo(1007);
        assertThat(closeCode(frame(FINAL | TEXT, "\u00ED\u00A0\u0080"))).isEqualTo(1007);
        assertThat(closeCode(frame(FINAL | TEXT, "cut \u00E2\u0082"))).isEqualTo(1007);
    }

    @Test
    void characterMaySpanFragments() throws Exception {
        try (RawConnection socket = socket()) {
            socket.send(frame(TEXT, "\u00E2\u0082"));
            socket.send(frame(FINAL | CONTINUATION, "\u00AC"));

            assertThat(payload(socket, TEXT)).isEqualTo("echo \u00E2\u0082\u00AC");
        }
    }

    @Test
    void fragmentsMayBeEmpty() throws Exception {
        try (RawConnection socket = socket()) {
            socket.send(frame(TEXT, ""));
            socket.send(frame(CONTINUATION, ""));
            socket.send(frame(CONTINUATION, "whole"));
            socket.send(frame(FINAL | CONTINUATION, ""));

            assertThat(payload(socket, TEXT)).isEqualTo("echo whole");
        }
    }

    @Test
    void frameThatIsTooLargeIs1009() throws Exception {
        assertThat(closeCode(frame(FINAL | TEXT, "x".repeat(70_000)))).isEqualTo(1009);
    }

    @Test
    void malformedFrameIs1002() throws Exception {
        assertThat(closeCode(frame(FINAL | 3, "reserved"))).isEqualTo(1002);
        assertThat(closeCode(frame(FINAL | 0x40 | TEXT, "extension"))).isEqualTo(1002);
        assertThat(closeCode(frame(FINAL | CONTINUATION, "of nothing"))).isEqualTo(1002);
        assertThat(closeCode(new byte[] {(byte) (FINAL | TEXT), 1, 'x'})).isEqualTo(1002);
    }

    @Test
    void floodsOfPingsAndFragmentsAre4008() throws Exception {
        byte[] ping = frame(FINAL | 9, "");
        byte[] fragment = frame(CONTINUATION, "");

        assertThat(floodCode(new byte[0], ping)).isEqualTo(4008);
        assertThat(floodCode(frame(TEXT, ""), fragment)).isEqualTo(4008);
    }

    /** The close code after many frames, each answered by a pong at most. */
    private static int floodCode(byte[] first, byte[] frame) throws Exception {
        try (RawConnection socket = socket()) {
            ByteArrayOutputStream flood = new ByteArrayOutputStream();
            flood.writeBytes(first);
            for (int i = 0; i < 1_100; i++) {
                flood.writeBytes(frame);
            }
            socket.send(flood.toByteArray());
            String answers = socket.readAll();
            int close = answers.indexOf((char) (FINAL | CLOSE));
            return answers.charAt(close + 2) << 8 | answers.charAt(close + 3);
        }
    }

    @Test
    void nothingAfterTheFaultIsAnswered() throws Exception {
        try (RawConnection socket = socket()) {
            byte[] faulty = frame(FINAL | TEXT, "\u00FF");
            byte[] good = frame(FINAL | TEXT, "good");
            ByteArrayOutputStream both = new ByteArrayOutputStream();
            both.write(faulty);
            both.write(good);
            socket.send(both.toByteArray());

            assertThat(socket.readAll()).doesNotContain("echo");
        }
    }

    private static int closeCode(byte[] frame) throws Exception {
        try (RawConnection socket = socket()) {
            socket.send(frame);
            byte[] payload = payload(socket, CLOSE).getBytes(StandardCharsets.ISO_8859_1);
            return (payload[0] & 0xFF) << 8 | (payload[1] & 0xFF);
        }
    }

    private static String payload(RawConnection socket, int type) throws Exception {
        byte[] head = socket.socket.getInputStream().readNBytes(2);
        assertThat(head[0] & 0xFF).isEqualTo(FINAL | type);
        return new String(socket.socket.getInputStream().readNBytes(head[1]), StandardCharsets.ISO_8859_1);
    }

    private static RawConnection socket() throws Exception {
        RawConnection connection = RawConnection.open(edge);
        connection.send(String.join(
                "\r\n",
                "GET /ws HTTP/1.1",
                "Host: localhost",
                "Connection: Upgrade",
                "Upgrade: websocket",
                "Sec-WebSocket-Version: 13",
                "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==",
                "Sec-WebSocket-Protocol: spanwire.v1",
                "Origin: " + edge.origin(),
                "Cookie: " + ann.cookie(),
                "",
                ""));
        assertThat(connection.readResponse()).startsWith("HTTP/1.1 101");
        return connection;
    }

    /** A client's frame with a mask of zeros. */
    private static byte[] frame(int first, String bytes) {
        byte[] payload = bytes.getBytes(StandardCharsets.ISO_8859_1);
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write(first);
        if (payload.length < 126) {
            frame.write(0x80 | payload.length);
        } else {
            frame.write(0x80 | 127);
            for (int shift = 56; shift >= 0; shift -= 8) {
                frame.write((int) ((long) payload.length >> shift));
            }
        }
        frame.writeBytes(new byte[4]);
        frame.writeBytes(payload);
        return frame.toByteArray();
    }
}
