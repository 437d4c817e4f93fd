package io.spanwire.notifier.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.spanwire.bus.message.StoredEvent;
import io.spanwire.bus.message.StreamId;
import io.spanwire.notifier.InMemoryLog;
import io.spanwire.notifier.TestFrontend;
import io.spanwire.notifier.TestSocket;
import io.spanwire.notifier.http.ResponseSettings;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Replay, live and resume, over real sockets. */
class SocketSubscriptionsTest {
    private static final StreamId ROOM = StreamId.parse("chat/general");

    private final InMemoryLog log = new InMemoryLog(16);
    private final TestFrontend frontend = new TestFrontend(
            log, TestFrontend.settings(Duration.ofMillis(300), SocketSettings.defaults(), ResponseSettings.defaults()));

    @AfterEach
    void close() {
        frontend.close();
    }

    @Test
    void replayContinuesLiveWithoutGapOrDuplicate() {
        commit(500);

        TestSocket socket = frontend.socket();
        CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> append(500));
        socket.send("{'id':1,'subscribe':{'stream':'chat/general','after':0}}");

        JsonNode subscribed = socket.next();
        assertThat(subscribed.path("id").asInt()).isEqualTo(1);
        assertThat(subscribed.at("/subscribed/stream").asText()).isEqualTo("chat/general");
        assertThat(subscribed.at("/subscribed/epoch").asText()).isEqualTo("epoch-1");
        List<JsonNode> frames = Stream.generate(socket::next).limit(1001).toList();
        assertThat(versions(frames)).containsExactlyElementsOf(upTo(1, 1000));
        List<JsonNode> caughtUp =
                frames.stream().filter(frame -> frame.has("caught-up")).toList();
        assertThat(caughtUp).hasSize(1);
        assertThat(caughtUp.get(0).at("/caught-up/version").asLong())
                .isGreaterThanOrEqualTo(subscribed.at("/subscribed/head").asLong());
        writer.join();
    }

    @Test
    void eventTextArrivesByteForByte() {
        TestSocket socket = frontend.socket().subscribe("chat/general", "0");
        socket.next();

        StoredEvent event = log.append(ROOM, "grüße 👋");

        assertThat(socket.next().path("event").toString())
                .isEqualTo(event.body().toString());
    }

    @Test
    void nowDeliversNewEventsOnly() {
        commit(5);

        TestSocket socket = frontend.socket();
        socket.send("{'id':1,'subscribe':{'stream':'chat/general','after':'now'}}");

        assertThat(socket.next().at("/subscribed/head").asLong()).isEqualTo(5);
        assertThat(socket.text()).isEqualTo("{'caught-up':{'stream':'chat/general','version':5}}");
        append(1);
        assertThat(socket.versions(1)).containsExactly(6L);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 200, SocketSettings.FRAME_BYTES, 2 * SocketSettings.FRAME_BYTES})
    void eventOfAnySizeArrivesWholeFromHistoryAndLive(int length) {
        StoredEvent old = log.commit(ROOM, "x".repeat(length));

        TestSocket socket = frontend.socket().subscribe("chat/general", "0");

        assertThat(socket.next().path("event").toString()).isEqualTo(old.body().toString());
        assertThat(socket.next().has("caught-up")).isTrue();
        StoredEvent event = log.append(ROOM, "y".repeat(length));
        assertThat(socket.next().path("event").toString())
                .isEqualTo(event.body().toString());
    }

    @Test
    void clientResumesAfterTheLastVersionSeen() {
        append(60);

        TestSocket socket = frontend.socket().subscribe("chat/general", "41");

        assertThat(socket.versions(19)).containsExactlyElementsOf(upTo(42, 60));
        assertThat(socket.next().has("caught-up")).isTrue();
        assertThat(log.pages()).as("the tail had all of it").isZero();
    }

    @Test
    void otherEpochOrVersionBeyondTheHeadIsRefused() {
        commit(3);
        TestSocket socket = frontend.socket();

        socket.send("{'id':1,'subscribe':{'stream':'chat/general','after':1,'epoch':'epoch-0'}}");
        JsonNode other = socket.next();
        socket.send("{'id':2,'subscribe':{'stream':'chat/general','after':4,'epoch':'epoch-1'}}");
        JsonNode beyond = socket.next();
        socket.send("{'id':3,'subscribe':{'stream':'chat/general','after':2,'epoch':'epoch-1'}}");

        for (JsonNode refused : List.of(other, beyond)) {
            assertThat(refused.at("/problem/type").asText()).isEqualTo("/problems/other-epoch");
            assertThat(refused.at("/problem/status").asInt()).isEqualTo(409);
            assertThat(refused.at("/problem/epoch").asText()).isEqualTo("epoch-1");
        }
        assertThat(socket.next().has("subscribed")).isTrue();
        assertThat(socket.versions(1)).containsExactly(3L);
    }

    @Test
    void streamCanBeSubscribedAgainAfterUnsubscribing() {
        append(3);
        TestSocket socket = frontend.socket().subscribe("chat/general", "0");
        socket.versions(3);
        socket.next();

        socket.send("{'id':2,'subscribe':{'stream':'chat/general','after':0}}");
        assertThat(socket.next().at("/problem/type").asText()).isEqualTo("/problems/already-subscribed");
        socket.send("{'id':3,'unsubscribe':{'stream':'chat/general'}}");
        assertThat(socket.text()).isEqualTo("{'id':3,'unsubscribed':{'stream':'chat/general'}}");
        append(1);
        socket.send("{'id':4,'subscribe':{'stream':'chat/general','after':2}}");

        assertThat(socket.next().path("id").asInt())
                .as("nothing of the first one")
                .isEqualTo(4);
        assertThat(socket.versions(2)).containsExactly(3L, 4L);
    }

    @Test
    void immediateUnsubscribeAnswersBoth() {
        TestSocket socket = frontend.socket();

        socket.send("{'id':1,'subscribe':{'stream':'chat/general','after':0}}");
        socket.send("{'id':2,'unsubscribe':{'stream':'chat/general'}}");
        socket.send("{'id':3,'subscribe':{'stream':'chat/general','after':0}}");

        List<Integer> answered = Stream.generate(socket::next)
                .filter(frame -> frame.has("id"))
                .limit(3)
                .map(frame -> frame.path("id").asInt())
                .toList();
        assertThat(answered).containsExactlyInAnyOrder(1, 2, 3);
        append(1);
        assertThat(socket.versions(1)).containsExactly(1L);
    }

    @Test
    void forbiddenSubscriptionIsAnswered() {
        TestSocket socket = frontend.socket();

        socket.send("{'id':1,'subscribe':{'stream':'chat/secret','after':0}}");
        assertThat(socket.next().at("/problem/status").asInt()).isEqualTo(403);
        socket.send("{'id':2,'subscribe':{'stream':'nothing/here','after':0}}");
        assertThat(socket.next().at("/problem/type").asText()).isEqualTo("/problems/unknown-stream-type");

        assertThat(frontend.meter("spanwire.hub.subscriptions")).isZero();
    }

    @Test
    void manyStreamsOfOneSocketAreDelivered() {
        List<StreamId> streams = IntStream.range(0, 50)
                .mapToObj(i -> new StreamId("chat", "room-" + i))
                .toList();
        streams.forEach(stream -> IntStream.range(0, 100).forEach(i -> log.commit(stream, "old")));
        TestSocket socket = frontend.socket();

        streams.forEach(stream -> socket.send("{'id':1,'subscribe':{'stream':'" + stream + "','after':0}}"));
        List<JsonNode> frames = Stream.generate(socket::next).limit(50 * 102).toList();

        for (StreamId stream : streams) {
            assertThat(versions(frames.stream()
                            .filter(frame -> frame.at("/event/source").asText().equals("/streams/" + stream))
                            .toList()))
                    .containsExactlyElementsOf(upTo(1, 100));
        }
        assertThat(frames.stream().filter(frame -> frame.has("caught-up"))).hasSize(50);
    }

    @Test
    void eventReachesAllSubscribers() {
        List<TestSocket> sockets = Stream.generate(() -> frontend.socket().subscribe("chat/general", "0"))
                .limit(200)
                .toList();

        append(3);

        for (TestSocket socket : sockets) {
            assertThat(socket.versions(3)).containsExactly(1L, 2L, 3L);
        }
        assertThat(log.pages()).isZero();
    }

    @Test
    void closedSocketReleasesItsSubscriptions() {
        TestSocket socket = frontend.socket().subscribe("chat/general", "0");
        assertThat(frontend.meter("spanwire.hub.subscriptions")).isEqualTo(1);

        socket.close();

        await().until(() ->
                frontend.meter("spanwire.hub.subscriptions") == 0 && frontend.meter("spanwire.sockets.open") == 0);
    }

    private void commit(int events) {
        IntStream.range(0, events).forEach(i -> log.commit(ROOM, "old"));
    }

    private void append(int events) {
        IntStream.range(0, events).forEach(i -> log.append(ROOM, "new"));
    }

    private static List<Long> versions(List<JsonNode> frames) {
        return frames.stream()
                .filter(frame -> frame.has("event"))
                .map(frame -> frame.at("/event/version").asLong())
                .toList();
    }

    private static List<Long> upTo(long from, long to) {
        return LongStream.rangeClosed(from, to).boxed().toList();
    }
}
