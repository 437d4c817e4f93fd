package io.spanwire.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Floods of HTTP/2 frames end their connection, and no other. */
class Http2FloodsTest {
    private static final int HEADERS = 1;
    private static final int PRIORITY = 2;
    private static final int RST_STREAM = 3;
    private static final int SETTINGS = 4;
    private static final int PING = 6;
    private static final int GOAWAY = 7;
    private static final int CONTINUATION = 9;
    private static final int END_STREAM = 1;
    private static final int END_HEADERS = 4;
    private static final int ENHANCE_YOUR_CALM = 11;

    private static TestEdge edge;

    @BeforeAll
    static void open() {
        edge = new TestEdge();
    }

    @AfterAll
    static void close() {
        assertThat(edge.browser().get("/api/session").status()).isEqualTo(401);
        edge.close();
    }

    @Test
    void pings() throws Exception {
        assertThat(errorAfter(repeated(5_000, i -> frame(PING, 0, 0, new byte[8]))))
                .isEqualTo(ENHANCE_YOUR_CALM);
    }

    @Test
    void settings() throws Exception {
        assertThat(errorAfter(repeated(5_000, i -> frame(SETTINGS, 0, 0, new byte[0]))))
                .isEqualTo(ENHANCE_YOUR_CALM);
    }

    @Test
    void priorities() throws Exception {
        assertThat(errorAfter(repeated(5_000, i -> frame(PRIORITY, 0, 2 * i + 1, new byte[5]))))
                .isEqualTo(ENHANCE_YOUR_CALM);
    }

    @Test
    void rapidResets() throws Exception {
        ByteArrayOutputStream frames = new ByteArrayOutputStream();
        for (int stream = 1; stream < 1_000; stream += 2) {
            frames.writeBytes(frame(HEADERS, END_HEADERS | END_STREAM, stream, requestHead()));
            frames.writeBytes(frame(RST_STREAM, 0, stream, new byte[] {0, 0, 0, 8}));
        }

        assertThat(errorAfter(frames.toByteArray())).isEqualTo(ENHANCE_YOUR_CALM);
    }

    @Test
    void continuations() throws Exception {
        ByteArrayOutputStream frames = new ByteArrayOutputStream();
        frames.writeBytes(frame(HEADERS, END_STREAM, 1, requestHead()));
        frames.writeBytes(repeated(1_000, i -> frame(CONTINUATION, 0, 1, new byte[0])));

        assertThat(errorAfter(frames.toByteArray())).isEqualTo(ENHANCE_YOUR_CALM);
    }

    /** GET / of localhost over https, in HPACK. */
    private static byte[] requestHead() {
        byte[] host = "localhost".getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(5 + host.length)
                .put(new byte[] {(byte) 0x82, (byte) 0x87, (byte) 0x84, 0x41, (byte) host.length})
                .put(host)
                .array();
    }

    private static int errorAfter(byte[] frames) throws Exception {
        try (RawConnection connection = RawConnection.open(edge, "h2")) {
            connection.send("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
            connection.send(frame(SETTINGS, 0, 0, new byte[0]));
            try {
                connection.send(frames);
            } catch (java.io.IOException closedAlready) {
                // What it answered before can still be read.
            }
            return goAway(connection.readAllBytes());
        }
    }

    /** The error code of the first GOAWAY; -1 without any. */
    private static int goAway(byte[] answer) {
        ByteBuffer frames = ByteBuffer.wrap(answer);
        while (frames.remaining() >= 9) {
            int start = frames.getInt();
            int length = start >>> 8;
            int type = start & 0xFF;
            frames.get();
            frames.getInt();
            if (type == GOAWAY) {
                frames.getInt();
                return frames.getInt();
            }
            frames.position(Math.min(frames.limit(), frames.position() + length));
        }
        return -1;
    }

    private static byte[] repeated(int times, java.util.function.IntFunction<byte[]> frame) {
        ByteArrayOutputStream frames = new ByteArrayOutputStream();
        for (int i = 0; i < times; i++) {
            frames.writeBytes(frame.apply(i));
        }
        return frames.toByteArray();
    }

    private static byte[] frame(int type, int flags, int stream, byte[] payload) {
        return ByteBuffer.allocate(9 + payload.length)
                .putInt(payload.length << 8 | type)
                .put((byte) flags)
                .putInt(stream)
                .put(payload)
                .array();
    }
}
