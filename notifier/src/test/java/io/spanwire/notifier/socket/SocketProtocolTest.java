package io.spanwire.notifier.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.spanwire.bus.message.StreamId;
import io.spanwire.notifier.InMemoryLog;
import io.spanwire.notifier.TestFrontend;
import io.spanwire.notifier.TestSocket;
import io.spanwire.notifier.http.ResponseSettings;
import java.time.Duration;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Frames, subscriptions above the limit, heartbeats and closing, over real sockets. */
class SocketProtocolTest {
    private final InMemoryLog log = new InMemoryLog(16);
    private TestFrontend frontend = new TestFrontend(log, TestFrontend.settings());

    @AfterEach
    void close() {
        frontend.close();
    }

    @Test
    void subscriptionAboveTheLimitIsRefused() {
        restart(TestSocketSettings.limits(2, 3, 200));
        TestSocket socket = frontend.socket();

        IntStream.range(0, 3)
                .forEach(i -> socket.send("{'id':" + i + ",'subscribe':{'stream':'chat/r" + i + "','after':'now'}}"));

        JsonNode refused = Stream.generate(socket::next)
                .filter(frame -> frame.has("problem"))
                .findFirst()
                .orElseThrow();
        assertThat(refused.path("id").asInt()).isEqualTo(2);
        assertThat(refused.at("/problem/status").asInt()).isEqualTo(429);
        assertThat(socket.isOpen()).isTrue();
    }

    @Test
    void fastSenderIsThrottledAndAnswered() {
        restart(TestSocketSettings.limits(2, 3, 100));
        TestSocket socket = frontend.socket();
        long started = System.nanoTime();

        IntStream.range(0, 300).forEach(i -> socket.send("{'id':" + i + ",'unsubscribe':{'stream':'chat/general'}}"));

        assertThat(Stream.generate(socket::next)
                        .limit(300)
                        .map(frame -> frame.path("id").asInt())
                        .toList())
                .containsExactlyElementsOf(IntStream.range(0, 300).boxed().toList());
        assertThat(Duration.ofNanos(System.nanoTime() - started)).isGreaterThan(Duration.ofMillis(900));
    }

    @Test
    void unreadableFrameClosesTheSocket() {
        TestSocket socket = frontend.socket();

        socket.send("{'id':1}");

        assertThat(socket.closed()).isEqualTo("4000 bad-frame");
    }

    @Test
    void frameWithInvalidBodyIsAnswered() {
        TestSocket socket = frontend.socket();

        socket.send("{'id':1,'subscribe':{'stream':'chat/general','sinceforever':true}}");

        JsonNode answer = socket.next();
        assertThat(answer.path("id").asInt()).isEqualTo(1);
        assertThat(answer.at("/problem/type").asText()).isEqualTo("/problems/malformed");
        assertThat(socket.isOpen()).isTrue();
    }

    @Test
    void binaryFrameClosesTheSocket() {
        TestSocket socket = frontend.socket();

        socket.sendBinary();

        assertThat(socket.closed()).isEqualTo("1003 binary");
    }

    @Test
    void frameAbove64KiBClosesTheSocket() {
        TestSocket socket = frontend.socket();

        socket.send("{'id':1,'refresh':{'token':'" + "x".repeat(70_000) + "'}}");

        assertThat(socket.closed()).startsWith("1009");
    }

    @Test
    void clientThatAnswersHeartbeatsStaysConnected() {
        restart(TestSocketSettings.heartbeat(Duration.ofMillis(150), Duration.ofMillis(100)));
        TestSocket socket = frontend.socket();

        await().until(() -> socket.heartbeats() >= 4);

        assertThat(socket.isOpen()).isTrue();
    }

    @Test
    void clientThatMissesAHeartbeatIsDisconnected() {
        restart(TestSocketSettings.heartbeat(Duration.ofMillis(150), Duration.ofMillis(100)));

        TestSocket socket = frontend.socket().silent();

        assertThat(socket.closed()).isEqualTo("4101 heartbeat-missed");
    }

    @Test
    void clientThatNeverDrainsItsFullBufferIsDisconnected() {
        restart(TestSocketSettings.heartbeat(Duration.ofMillis(200), Duration.ofMillis(100)));
        TestSocket socket = frontend.socket().subscribe("chat/general", "0");
        String large = "x".repeat(60_000);

        socket.pause();
        IntStream.range(0, 400).forEach(i -> log.append(StreamId.parse("chat/general"), large));

        await().until(() -> frontend.meter("spanwire.hub.subscriptions") == 0);
        await().until(() -> frontend.meter("spanwire.sockets.open") == 0);
        socket.resume();
    }

    private void restart(SocketSettings sockets) {
        frontend.close();
        frontend =
                new TestFrontend(log, TestFrontend.settings(Duration.ofHours(1), sockets, ResponseSettings.defaults()));
    }
}
