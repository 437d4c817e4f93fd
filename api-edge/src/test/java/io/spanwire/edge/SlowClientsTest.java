package io.spanwire.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Clients that send or receive so slowly that they only hold a connection. */
class SlowClientsTest {
    private static final String GET = "GET /api/session HTTP/1.1\r\nHost: localhost\r\n\r\n";
    private static final String DOCUMENT = "GET /openapi.json HTTP/1.1\r\nHost: localhost\r\n\r\n";

    private static TestEdge edge;

    @BeforeAll
    static void open() {
        Duration brief = Duration.ofSeconds(2);
        LimitSettings hasty = TestLimits.with(
                LimitSettings.defaults(),
                new LimitSettings.Timeouts(brief, brief, brief, Duration.ofMinutes(5), brief, brief));
        edge = new TestEdge(settings -> TestEdge.with(hasty));
    }

    @AfterAll
    static void close() {
        edge.close();
    }

    @Test
    void handshakeThatDoesNotComeIsClosed() throws Exception {
        try (java.net.Socket silent = new java.net.Socket("localhost", edge.frontend.port())) {
            silent.setSoTimeout((int) TestBrowser.TIMEOUT.toMillis());
            assertThat(silent.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void laterHeadersHaveADeadline() throws Exception {
        try (RawConnection connection = RawConnection.open(edge)) {
            connection.send(GET);
            connection.readResponse();
            connection.send("GET / HTTP/1.1\r\nHost: loc");

            assertThat(connection.readAll()).isEmpty();
        }
    }

    @Test
    void laterBodiesHaveADeadlineOnEveryPath() throws Exception {
        try (RawConnection connection = RawConnection.open(edge)) {
            connection.send(GET);
            connection.readResponse();
            connection.send("DELETE /api/nothing HTTP/1.1\r\nHost: localhost\r\nContent-Length: 20\r\n\r\n{");

            assertThat(connection.readAll()).doesNotContain("HTTP/1.1 200");
        }
    }

    @Test
    void laterHeadersOfHttp2HaveADeadline() throws Exception {
        byte[] request = {
            0,
            0,
            14,
            1,
            5,
            0,
            0,
            0,
            1,
            (byte) 0x82,
            (byte) 0x87,
            (byte) 0x84,
            0x41,
            9,
            'l',
            'o',
            'c',
            'a',
            'l',
            'h',
            'o',
            's',
            't'
        };
        byte[] beginning = {0, 0, 14, 1, 5, 0, 0, 0, 3, (byte) 0x82};
        byte[] settings = {0, 0, 0, 4, 0, 0, 0, 0, 0};
        try (RawConnection connection = RawConnection.open(edge, "h2");
                RawConnection idle = RawConnection.open(edge, "h2")) {
            for (RawConnection each : java.util.List.of(connection, idle)) {
                each.send("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
                each.send(settings);
                each.send(request);
                assertThat(each.readUntil("</html>")).isTrue();
            }
            connection.send(beginning);

            connection.readAllBytes(); // until it is closed

            idle.send(new byte[] {0, 0, 8, 6, 0, 0, 0, 0, 0, 'p', 'i', 'n', 'g', 'p', 'o', 'n', 'g'});
            assertThat(idle.readUntil("pingpong")).isTrue();
        }
    }

    @Test
    void connectionBetweenRequestsStaysOpen() throws Exception {
        try (RawConnection connection = RawConnection.open(edge);
                RawConnection late = RawConnection.open(edge)) {
            connection.send(GET);
            connection.readResponse();
            late.send("GET / HTTP/1.1\r\n");

            assertThat(late.readAll()).isEmpty(); // the deadline has passed

            connection.send(GET);
            assertThat(connection.readResponse()).startsWith("HTTP/1.1 401");
        }
    }

    @Test
    void readerThatTakesNothingIsDisconnected() throws Exception {
        try (RawConnection connection = RawConnection.open(edge)) {
            connection.send(GET);
            connection.readResponse();
            Awaitility.await().until(() -> openConnections() == 1);
            for (int i = 0; i < 400; i++) {
                connection.send(DOCUMENT);
            }

            Awaitility.await().until(() -> openConnections() == 0);
        }
    }

    @Test
    void requestsOfAReaderThatTakesNothingWait() throws Exception {
        edge.delivery.pad(1 << 20);
        try (RawConnection connection = RawConnection.open(edge)) {
            String page = "GET /api/streams/note/first/events HTTP/1.1\r\nHost: localhost\r\nCookie: "
                    + signIn(connection) + "\r\n\r\n";
            Awaitility.await().until(() -> openConnections() == 1);
            connection.send(page.repeat(100));

            Awaitility.await().until(() -> openConnections() == 0); // cut, because it reads nothing

            assertThat(edge.delivery.pages().size()).isBetween(1, 50);
        }
    }

    private static String signIn(RawConnection connection) throws Exception {
        connection.send("POST /api/session HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                .concat("Content-Length: 14\r\n\r\n{\"name\":\"Ann\"}"));
        return connection.readResponse().replaceAll("(?is).*set-cookie: ([^;]+);.*", "$1");
    }

    private static double openConnections() {
        return edge.meters.get("spanwire.edge.connections").gauge().value();
    }
}
