package io.spanwire.notifier.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.spanwire.bus.message.Outcome;
import io.spanwire.bus.message.ProblemException;
import io.spanwire.bus.message.Problems;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Commands over real sockets: their answers, their limits, and those that a shutdown finishes. */
class SocketCommandsTest {
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
        restart(TestSocketSettings.limits(2, 3, 200));
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

    private static CommandReceipt accepted(CommandRequest request, long version) {
        return new CommandReceipt.Decided(new Outcome.Accepted(KEY, request.stream(), "f", "u-ann", version, 1));
    }
}
