package io.spanwire.notifier.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.spanwire.bus.message.Outcome;
import io.spanwire.bus.message.ProblemException;
import io.spanwire.bus.message.Problems;
import io.spanwire.bus.message.StreamId;
import io.spanwire.notifier.InMemoryLog;
import io.spanwire.notifier.TestFrontend;
import io.spanwire.notifier.TestSocket;
import io.spanwire.notifier.http.ResponseSettings;
import io.spanwire.notifier.port.ClientRates;
import io.spanwire.notifier.port.CommandReceipt;
import io.spanwire.notifier.port.CommandRequest;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Commands, limits, heartbeats and closing, over real sockets. */
class SocketProtocolTest {
    private static final UUID KEY = UUID.fromString("018f3c5e-0000-7000-8000-000000000001");
    private static final String SEND =
            "{'id':7,'send':{'stream':'chat/general','command':'post-message','data':{'text':'hi'}}}";

    private final InMemoryLog log = new InMemoryLog(16);
    private TestFrontend frontend = new TestFrontend(log, TestFrontend.settings());

    @AfterEach
    void close() {
        frontend.close();
    }

    @Test
    void acceptedCommandIsAnswered() {
        frontend.decide = request -> Future.succeededFuture(accepted(request, 42));
        TestSocket socket = frontend.socket();

        socket.send("{'id':7,'send':{'stream':'chat/general','command':'post-message','data':{'text':'hi'},'key':'"
                + KEY + "','expect':41}}");

        assertThat(socket.text()).isEqualTo("{'id':7,'accepted':{'stream':'chat/general','version':42,'events':1}}");
        CommandRequest request = frontend.commands.get(0);
        assertThat(request.caller()).isEqualTo(TestFrontend.ANN);
        assertThat(request.key()).contains(KEY.toString());
        assertThat(request.expected()).isEqualTo(OptionalLong.of(41));
        assertThat(request.data().get().toString()).isEqualTo("{\"text\":\"hi\"}");
    }

    @Test
    void rejectedFailedAndPendingCommandsAreAnswered() {
        TestSocket socket = frontend.socket();

        frontend.decide = request -> Future.succeededFuture(new CommandReceipt.Decided(
                new Outcome.Rejected(KEY, request.stream(), "f", "u-ann", Problems.STALE_VERSION)));
        socket.send(SEND);
        assertThat(socket.next().at("/problem/type").asText()).isEqualTo("/problems/stale-version");

        frontend.decide = request -> Future.succeededFuture(new CommandReceipt.Decided(
                new Outcome.Failed(KEY, request.stream(), "f", "u-ann", Problems.UNDECIDABLE)));
        socket.send(SEND);
        assertThat(socket.next().at("/problem/type").asText()).isEqualTo("/problems/undecidable");

        frontend.decide = request -> Future.failedFuture(new ProblemException(Problems.KEY_REUSED));
        socket.send(SEND);
        assertThat(socket.next().at("/problem/status").asInt()).isEqualTo(422);

        frontend.decide = request -> Future.succeededFuture(new CommandReceipt.Pending(KEY));
        socket.send(SEND);
        assertThat(socket.text()).isEqualTo("{'id':7,'pending':{'command':'" + KEY + "'}}");
    }

    @Test
    void exceptionTextIsNotSent() {
        frontend.decide = request -> Future.failedFuture(new IllegalStateException("secret"));
        TestSocket socket = frontend.socket();

        socket.send(SEND);

        JsonNode answer = socket.next();
        assertThat(answer.at("/problem/type").asText()).isEqualTo("/problems/internal");
        assertThat(answer.toString()).doesNotContain("secret");
    }

    @Test
    void commandAboveTheLimitIsRefused() {
        restart(limits(2, 3, 200));
        List<Promise<CommandReceipt>> undecided = new CopyOnWriteArrayList<>();
        frontend.decide = request -> {
            Promise<CommandReceipt> decision = Promise.promise();
            undecided.add(decision);
            return decision.future();
        };
        TestSocket socket = frontend.socket();

        IntStream.range(0, 4).forEach(i -> socket.send(SEND));

        JsonNode refused = socket.next();
        assertThat(refused.at("/problem/status").asInt()).isEqualTo(429);
        assertThat(refused.at("/problem/detail").asText()).contains("3 commands");
        undecided.get(0).complete(accepted(frontend.commands.get(0), 1));
        assertThat(socket.next().has("accepted")).isTrue();
        socket.send(SEND);
        await().until(() -> undecided.size() == 4);
    }

    @Test
    void subscriptionAboveTheLimitIsRefused() {
        restart(limits(2, 3, 200));
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
    void refusalsAtARateSayHowLongToWait() {
        frontend.rates = new ClientRates() {
            @Override
            public long takeRead() {
                return 2;
            }

            @Override
            public long takeCommand() {
                return 3;
            }
        };
        TestSocket socket = frontend.socket();

        socket.send(SEND);
        assertThat(socket.next().at("/problem/retryAfter").asInt()).isEqualTo(3);

        socket.send("{'id':8,'subscribe':{'stream':'chat/general'}}");
        assertThat(socket.next().at("/problem/retryAfter").asInt()).isEqualTo(2);
    }

    @Test
    void refusalOfOneCallerSaysHowLongToWait() {
        frontend.decide = request -> Future.failedFuture(new ProblemException(Problems.TOO_MANY_REQUESTS, 4));
        TestSocket socket = frontend.socket();

        socket.send(SEND);

        assertThat(socket.next().at("/problem/retryAfter").asInt()).isEqualTo(4);
    }

    @Test
    void fastSenderIsThrottledAndAnswered() {
        restart(limits(2, 3, 100));
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
        restart(heartbeat(Duration.ofMillis(150), Duration.ofMillis(100)));
        TestSocket socket = frontend.socket();

        await().until(() -> socket.heartbeats() >= 4);

        assertThat(socket.isOpen()).isTrue();
    }

    @Test
    void clientThatMissesAHeartbeatIsDisconnected() {
        restart(heartbeat(Duration.ofMillis(150), Duration.ofMillis(100)));

        TestSocket socket = frontend.socket().silent();

        assertThat(socket.closed()).isEqualTo("4101 heartbeat-missed");
    }

    @Test
    void clientThatNeverDrainsItsFullBufferIsDisconnected() {
        restart(heartbeat(Duration.ofMillis(200), Duration.ofMillis(100)));
        TestSocket socket = frontend.socket().subscribe("chat/general", "0");
        String large = "x".repeat(60_000);

        socket.pause();
        IntStream.range(0, 400).forEach(i -> log.append(StreamId.parse("chat/general"), large));

        await().until(() -> frontend.meter("spanwire.hub.subscriptions") == 0);
        await().until(() -> frontend.meter("spanwire.sockets.open") == 0);
        socket.resume();
    }

    @Test
    void shutdownFinishesCommandsThenClosesWithASpread() {
        Promise<CommandReceipt> decision = Promise.promise();
        frontend.decide = request -> decision.future();
        TestSocket busy = frontend.socket();
        TestSocket idle = frontend.socket();
        busy.send(SEND);
        await().until(() -> frontend.commands.size() == 1);

        Future<Void> stopped = frontend.notifier().close();
        assertThat(idle.closed()).isEqualTo("1001 going-away spread=5");
        busy.send(SEND);
        assertThat(busy.next().at("/problem/status").asInt()).isEqualTo(503);
        assertThat(busy.isOpen()).isTrue();
        decision.complete(accepted(frontend.commands.get(0), 1));

        assertThat(busy.next().has("accepted")).isTrue();
        assertThat(busy.closed()).isEqualTo("1001 going-away spread=5");
        TestFrontend.await(stopped);
    }

    private void restart(SocketSettings sockets) {
        frontend.close();
        frontend =
                new TestFrontend(log, TestFrontend.settings(Duration.ofHours(1), sockets, ResponseSettings.defaults()));
    }

    private static SocketSettings limits(int subscriptions, int sends, int frames) {
        return settings(subscriptions, sends, frames, Duration.ofSeconds(25), Duration.ofSeconds(10));
    }

    private static SocketSettings heartbeat(Duration interval, Duration timeout) {
        return settings(100, 128, 200, interval, timeout);
    }

    private static SocketSettings settings(
            int subscriptions, int sends, int frames, Duration heartbeat, Duration heartbeatTimeout) {
        SocketSettings usual = SocketSettings.defaults();
        return new SocketSettings(
                subscriptions,
                sends,
                frames,
                usual.buffer(),
                heartbeat,
                heartbeatTimeout,
                usual.timeout(),
                usual.spread(),
                usual.drain());
    }

    private static CommandReceipt accepted(CommandRequest request, long version) {
        return new CommandReceipt.Decided(new Outcome.Accepted(KEY, request.stream(), "f", "u-ann", version, 1));
    }
}
