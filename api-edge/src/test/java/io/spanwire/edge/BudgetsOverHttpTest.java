package io.spanwire.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.spanwire.edge.TestBrowser.Answer;
import io.spanwire.edge.budget.BudgetSettings;
import io.spanwire.edge.budget.TokenRate;
import io.spanwire.edge.budget.TrustedProxies;
import io.spanwire.edge.security.RateLimit.Rate;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What one client address and one caller may take. */
class BudgetsOverHttpTest {
    private static final String GET = "GET /api/session HTTP/1.1\r\nHost: localhost\r\n\r\n";
    private static final TokenRate MANY = new TokenRate(1_000, 1_000);
    private static final BudgetSettings.Feeds FEEDS = new BudgetSettings.Feeds(100, 100, 1);

    @Test
    void connectionsOfAnAddressAreLimitedBeforeTheirHandshake() throws Exception {
        try (TestEdge edge = edge(budgets(3, MANY, MANY, MANY))) {
            List<Socket> silent = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                silent.add(new Socket("localhost", edge.frontend.port()));
            }
            try (Socket refused = new Socket("localhost", edge.frontend.port())) {
                assertThat(isClosed(refused)).isTrue();
            }
            assertThat(refused(edge, "connections", "address")).isEqualTo(1);

            silent.get(0).close();
            Awaitility.await().until(() -> isAnswered(edge));
            for (Socket each : silent) {
                each.close();
            }
        }
    }

    @Test
    void handshakesOfAnAddressAreLimited() throws Exception {
        try (TestEdge edge = edge(budgets(100, new TokenRate(2, 1), MANY, MANY))) {
            assertThat(isAnswered(edge)).isTrue();
            assertThat(isAnswered(edge)).isTrue();
            assertThat(isAnswered(edge)).isFalse();
            assertThat(refused(edge, "handshakes", "address")).isEqualTo(1);

            Awaitility.await().until(() -> isAnswered(edge)); // a token a second
        }
    }

    @Test
    void readsOfAnAddressAreLimitedSignedInOrNot() {
        try (TestEdge edge = edge(budgets(100, MANY, new TokenRate(3, 1), MANY))) {
            TestBrowser browser = edge.browser();
            Answer answer = browser.get("/api/session");
            for (int i = 0; i < 5; i++) {
                answer = browser.get("/api/session");
            }

            assertThat(answer.status()).isEqualTo(429);
            assertThat(answer.code()).isEqualTo("too-many-requests");
            assertThat(answer.header("retry-after")).isEqualTo("1");
            assertThat(answer.header("content-security-policy")).isNotEmpty();
            assertThat(refused(edge, "reads", "address")).isPositive();
        }
    }

    @Test
    void readsOfACallerAreLimited() {
        BudgetSettings few = new BudgetSettings(100, MANY, 10, FEEDS, MANY, MANY, 1 << 20, new TokenRate(3, 1));
        try (TestEdge edge = edge(few)) {
            TestBrowser ann = edge.browser().signIn("Ann");
            TestBrowser bob = edge.browser().signIn("Bob");
            Answer answer = ann.get("/api/session");
            for (int i = 0; i < 5; i++) {
                answer = ann.get("/api/session");
            }

            assertThat(answer.status()).isEqualTo(429);
            assertThat(bob.get("/api/session").status()).isEqualTo(200);
            assertThat(refused(edge, "reads", "caller")).isPositive();
        }
    }

    @Test
    void waitingPagesOfACallerAreLimited() {
        try (TestEdge edge = edge(budgets(100, MANY, MANY, MANY))) {
            TestBrowser ann = edge.browser().signIn("Ann");
            edge.delivery.hold();
            var held = java.util.concurrent.CompletableFuture.supplyAsync(
                    () -> ann.get("/api/streams/note/first/events?wait=20"));
            Awaitility.await().until(() -> !edge.delivery.pages().isEmpty());

            assertThat(ann.get("/api/streams/note/first/events", "accept", "text/event-stream")
                            .status())
                    .isEqualTo(429);
            assertThat(ann.get("/api/streams/note/first/events?wait=20").status())
                    .isEqualTo(429);

            edge.delivery.release();
            assertThat(TestBrowser.within(held).status()).isEqualTo(200);
            Awaitility.await()
                    .until(() -> ann.get("/api/streams/note/first/events", "accept", "text/event-stream")
                                    .status()
                            == 200);
        }
    }

    @Test
    void clientsBehindATrustedProxyHaveTheirOwnBudgets() {
        LimitSettings limits = TestLimits.with(
                TestLimits.with(
                        LimitSettings.defaults(),
                        new LimitSettings.Rates(
                                new Rate(1, 1, Duration.ofHours(1)), new Rate(100, 100, Duration.ofSeconds(1)))),
                new TrustedProxies(List.of("127.0.0.0/8", "::1"), false));
        try (TestEdge edge = new TestEdge(settings -> TestEdge.with(limits))) {
            assertThat(signIn(edge, "198.51.100.1")).isEqualTo(200);
            assertThat(signIn(edge, "198.51.100.1")).isEqualTo(429);
            assertThat(signIn(edge, "6.6.6.6, 198.51.100.1")).isEqualTo(429);
            assertThat(signIn(edge, "198.51.100.2")).isEqualTo(200);
        }
    }

    @Test
    void headersOfOthersAreNotBelieved() {
        LimitSettings limits = TestLimits.with(
                LimitSettings.defaults(),
                new LimitSettings.Rates(
                        new Rate(1, 1, Duration.ofHours(1)), new Rate(100, 100, Duration.ofSeconds(1))));
        try (TestEdge edge = new TestEdge(settings -> TestEdge.with(limits))) {
            assertThat(signIn(edge, "198.51.100.1")).isEqualTo(200);
            assertThat(signIn(edge, "198.51.100.2")).isEqualTo(429);
        }
    }

    @Test
    void proxyProtocolNamesTheClient() throws Exception {
        LimitSettings limits = TestLimits.with(
                TestLimits.with(LimitSettings.defaults(), budgets(1, MANY, MANY, MANY)),
                new TrustedProxies(List.of("127.0.0.0/8", "::1"), true));
        try (TestEdge edge = new TestEdge(settings -> TestEdge.with(limits));
                RawConnection first = proxied(edge, "PROXY TCP4 198.51.100.1 127.0.0.1 4711 443\r\n");
                RawConnection second = proxied(edge, "PROXY TCP4 198.51.100.2 127.0.0.1 4711 443\r\n");
                Socket again = plain(edge, "PROXY TCP4 198.51.100.1 127.0.0.1 4712 443\r\n");
                Socket none = plain(edge, "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")) {
            assertThat(first.send(GET).readResponse()).startsWith("HTTP/1.1 401");
            assertThat(second.send(GET).readResponse()).startsWith("HTTP/1.1 401");
            assertThat(isClosed(again)).isTrue();
            assertThat(isClosed(none)).isTrue();
        }
    }

    @Test
    void proxyProtocolOfOthersIsRefused() throws Exception {
        LimitSettings limits =
                TestLimits.with(LimitSettings.defaults(), new TrustedProxies(List.of("203.0.113.0/24"), true));
        try (TestEdge edge = new TestEdge(settings -> TestEdge.with(limits));
                Socket stranger = plain(edge, "PROXY TCP4 198.51.100.1 127.0.0.1 4711 443\r\n")) {
            assertThat(isClosed(stranger)).isTrue();
        }
    }

    private static BudgetSettings budgets(int connections, TokenRate handshakes, TokenRate reads, TokenRate commands) {
        return new BudgetSettings(connections, handshakes, 10, FEEDS, reads, commands, 1 << 20, MANY);
    }

    private static TestEdge edge(BudgetSettings budgets) {
        return new TestEdge(settings -> TestEdge.with(TestLimits.with(LimitSettings.defaults(), budgets)));
    }

    private static int signIn(TestEdge edge, String forwarded) {
        return edge.browser()
                .post("/api/session", "{\"name\":\"Ann\"}", "x-forwarded-for", forwarded)
                .status();
    }

    private static RawConnection proxied(TestEdge edge, String header) throws Exception {
        return RawConnection.over(plain(edge, header), "http/1.1");
    }

    private static Socket plain(TestEdge edge, String start) throws Exception {
        Socket socket = new Socket("localhost", edge.frontend.port());
        socket.setSoTimeout((int) TestBrowser.TIMEOUT.toMillis());
        socket.getOutputStream().write(start.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static boolean isClosed(Socket socket) throws Exception {
        socket.setSoTimeout((int) TestBrowser.TIMEOUT.toMillis());
        try {
            return socket.getInputStream().read() < 0;
        } catch (java.net.SocketTimeoutException open) {
            return false;
        } catch (java.io.IOException reset) {
            return true;
        }
    }

    private static boolean isAnswered(TestEdge edge) {
        try (RawConnection connection = RawConnection.open(edge)) {
            return connection.send(GET).readResponse().startsWith("HTTP/1.1 401");
        } catch (java.io.IOException | AssertionError refused) {
            return false;
        }
    }

    private static double refused(TestEdge edge, String limit, String scope) {
        return edge.meters
                .get("spanwire.edge.refused")
                .tags("limit", limit, "scope", scope)
                .counter()
                .count();
    }
}
