package io.spanwire.edge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests whose host or end is uncertain, bodies in another encoding, and clients that renegotiate. */
class StrictHttpTest {
    private static final String GET = "GET /api/session HTTP/1.1\r\nHost: localhost\r\n";
    private static final String JSON = "Content-Type: application/json\r\n";
    private static final String POST = "POST /api/session HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + JSON;

    @AutoClose
    private static final TestEdge edge = new TestEdge();

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "gzip, chunked", "chunked, chunked", "identity", "xchunked", "", "chunked;q=1"})
    void otherTransferCodingsAre400AndEndTheConnection(String coding) throws Exception {
        try (RawConnection connection = RawConnection.open(edge)) {
            connection.send("POST /api/session HTTP/1.1\r\nHost: localhost\r\n" + JSON + "Transfer-Encoding: " + coding
                    + "\r\n\r\n" + GET + "\r\n");

            String answers = connection.readAll();

            assertThat(answers).startsWith("HTTP/1.1 400").containsOnlyOnce("HTTP/1.1 ");
        }
    }

    @Test
    void transferCodingOnTwoLinesIs400() throws Exception {
        assertThat(answer(POST + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"))
                .startsWith("HTTP/1.1 400");
    }

    @Test
    void lengthAndTransferCodingTogetherAre400() throws Exception {
        assertThat(answer(POST + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"))
                .startsWith("HTTP/1.1 400");
        assertThat(answer(POST + "Content-Length: 5\r\nContent-Length: 6\r\n\r\n12345"))
                .startsWith("HTTP/1.1 400");
    }

    @Test
    void oneHostIsRequired() throws Exception {
        assertThat(answer("GET / HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\n\r\n" + GET + "\r\n"))
                .startsWith("HTTP/1.1 400")
                .containsOnlyOnce("HTTP/1.1 ");
        assertThat(answer("GET / HTTP/1.1\r\n\r\n")).startsWith("HTTP/1.1 400");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u00EF\u00BB\u00BF{\"name\":\"Ann\"}",
                "\u00FE\u00FF\0{\0\"\0n\0a\0m\0e\0\"\0:\0\"\0A\0\"\0}",
                "\0{\0\"\0n\0a\0m\0e\0\"\0:\0\"\0A\0\"\0}",
                "{\"name\":\"\u00C1\u0081\"}",
                "{\"name\":\"\u00FF\"}"
            })
    void bodiesThatAreNotPlainUtf8Are400(String bytes) throws Exception {
        assertThat(answer(POST + "Content-Length: " + bytes.length() + "\r\n\r\n" + bytes))
                .startsWith("HTTP/1.1 400")
                .contains("/problems/malformed");
    }

    @Test
    void headerWithoutNameEndsTheConnection() throws Exception {
        String answer = answer("GET /api/session HTTP/1.1\r\nHost: localhost\r\n: x\r\n\r\n" + GET + "\r\n");

        assertThat(answer).startsWith("HTTP/1.1 400");
        assertThat(answer.split("HTTP/1.1 ", -1)).as("one answer").hasSize(2);
    }

    private static String answer(String request) throws Exception {
        try (RawConnection connection = RawConnection.open(edge)) {
            return connection.send(request).readAll();
        }
    }
}
