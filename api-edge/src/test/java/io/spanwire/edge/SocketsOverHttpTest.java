package io.spanwire.edge;

import static io.spanwire.edge.TestBrowser.within;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spanwire.edge.bearer.TestIssuer;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SocketsOverHttpTest {
    private static final String PROTOCOL = "spanwire.v1";

    private static TestEdge edge;
    private static TestBrowser ann;

    @BeforeAll
    static void open() {
        LimitSettings limits = TestLimits.with(LimitSettings.defaults(), new LimitSettings.Connections(1_000, 100, 2));
        edge = new TestEdge(settings -> TestEdge.with(limits));
        ann = edge.browser().signIn("Ann");
    }

    @AfterAll
    static void close() {
        edge.close();
    }

    @Test
    void socketOfAPageGetsItsSession() {
        CompletableFuture<String> heard = new CompletableFuture<>();
        WebSocket socket = within(ann.socket(heard, PROTOCOL, "origin", edge.origin()));
        within(socket.sendText("hello", true));

        assertThat(socket.getSubprotocol()).isEqualTo(PROTOCOL);
        assertThat(within(heard)).isEqualTo("echo hello");
        assertThat(edge.delivery.sockets())
                .anyMatch(session -> session.caller().name().equals("Ann"));
        socket.abort();
    }

    @Test
    void refusedHandshakesGetHttpProblems() {
        assertThat(refused(ann.socket(new CompletableFuture<>(), PROTOCOL, "origin", "https://evil.example")))
                .isEqualTo(403);
        assertThat(refused(ann.socket(new CompletableFuture<>(), PROTOCOL, "origin", "null")))
                .isEqualTo(403);
        assertThat(refused(ann.socket(new CompletableFuture<>(), PROTOCOL))).isEqualTo(403);
        assertThat(refused(ann.socket(new CompletableFuture<>(), "", "origin", edge.origin())))
                .isEqualTo(400);
        assertThat(refused(ann.socket(new CompletableFuture<>(), "chat", "origin", edge.origin())))
                .isEqualTo(400);
        assertThat(refused(edge.browser().socket(new CompletableFuture<>(), PROTOCOL, "origin", edge.origin())))
                .isEqualTo(401);
        assertThat(ann.get("/ws").status()).isEqualTo(400);
    }

    @Test
    void bearerNeedsNoOrigin() {
        TestIssuer issuer = new TestIssuer("key-1");
        IdentitySettings identity =
                new IdentitySettings(Optional.of(issuer.settings()), Optional.empty(), Optional.empty());
        try (TestEdge other = new TestEdge(settings -> TestEdge.with(identity, false))) {
            String credentials = "Bearer " + issuer.token("robot-2");

            WebSocket socket =
                    within(other.browser().socket(new CompletableFuture<>(), PROTOCOL, "authorization", credentials));

            Awaitility.await().untilAsserted(() -> assertThat(other.delivery.sockets())
                    .anyMatch(session -> session.caller().subject().equals("robot-2")));
            socket.abort();
        }
    }

    @Test
    void socketsOfACallerAreLimited() {
        TestBrowser bob = edge.browser().signIn("Bob");
        WebSocket first = within(bob.socket(new CompletableFuture<>(), PROTOCOL, "origin", edge.origin()));
        WebSocket second = within(bob.socket(new CompletableFuture<>(), PROTOCOL, "origin", edge.origin()));

        assertThat(refused(bob.socket(new CompletableFuture<>(), PROTOCOL, "origin", edge.origin())))
                .isEqualTo(429);

        first.abort();
        Awaitility.await().untilAsserted(() -> {
            WebSocket again = within(bob.socket(new CompletableFuture<>(), PROTOCOL, "origin", edge.origin()));
            again.abort();
        });
        second.abort();
    }

    private static int refused(CompletableFuture<WebSocket> handshake) {
        int[] status = new int[1];
        assertThatThrownBy(handshake::join)
                .isInstanceOf(CompletionException.class)
                .satisfies(failure -> {
                    status[0] = failure.getCause() instanceof WebSocketHandshakeException refusal
                            ? refusal.getResponse().statusCode()
                            : -1;
                });
        return status[0];
    }
}
