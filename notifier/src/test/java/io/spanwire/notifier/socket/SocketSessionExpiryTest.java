package io.spanwire.notifier.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.spanwire.bus.message.Caller;
import io.spanwire.bus.message.ProblemException;
import io.spanwire.bus.message.Problems;
import io.spanwire.notifier.InMemoryLog;
import io.spanwire.notifier.TestFrontend;
import io.spanwire.notifier.TestSocket;
import io.spanwire.notifier.port.CallerSession;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Sessions that expire or are refreshed, over real sockets. */
class SocketSessionExpiryTest {
    private final TestFrontend frontend = new TestFrontend(new InMemoryLog(16), TestFrontend.settings());

    @AfterEach
    void close() {
        frontend.close();
    }

    @Test
    void socketEndsWithItsSession() {
        frontend.expires = Instant.now().plusMillis(300);

        assertThat(frontend.socket().closed()).isEqualTo("4001 unauthenticated");
    }

    @Test
    void refreshKeepsTheSocketOpen() {
        Instant later = Instant.parse("2100-01-01T00:00:00Z");
        frontend.expires = Instant.now().plusMillis(1_000);
        frontend.refresh = (caller, token) -> Future.succeededFuture(new CallerSession(caller, later));
        TestSocket socket = frontend.socket();

        socket.send("{'id':4,'refresh':{'token':'fresh'}}");

        assertThat(socket.text()).isEqualTo("{'id':4,'refreshed':{'expires':'2100-01-01T00:00:00Z'}}");
        await().during(Duration.ofMillis(1_200)).atMost(Duration.ofSeconds(3)).until(socket::isOpen);
    }

    @Test
    void refreshWithAnInvalidOrForeignTokenIsRefused() {
        TestSocket socket = frontend.socket();

        socket.send("{'id':4,'refresh':{'token':'stale'}}");
        assertThat(socket.next().at("/problem/status").asInt()).isEqualTo(401);

        frontend.refresh =
                (caller, token) -> Future.succeededFuture(new CallerSession(Caller.of("u-bob", "Bob"), Instant.MAX));
        socket.send("{'id':5,'refresh':{'token':'bobs'}}");
        assertThat(socket.next().at("/problem/status").asInt()).isEqualTo(403);
        assertThat(socket.isOpen()).isTrue();
    }

    @Test
    void refreshThatLosesReadAccessClosesTheSocket() {
        frontend.refresh = (caller, token) -> {
            frontend.access = (any, stream) -> Future.failedFuture(new ProblemException(Problems.FORBIDDEN));
            return Future.succeededFuture(new CallerSession(caller, Instant.MAX));
        };
        TestSocket socket = frontend.socket().subscribe("chat/general", "0");

        socket.send("{'id':4,'refresh':{'token':'less'}}");

        assertThat(socket.closed()).isEqualTo("4003 forbidden");
    }
}
