package io.spanwire.notifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.spanwire.bus.message.ProblemException;
import io.spanwire.bus.message.Problems;
import io.spanwire.bus.message.StreamId;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who may read the streams of a feed: asked together, and again after changes. */
class FeedAccessTest {
    private static final List<StreamId> ROOMS = IntStream.range(0, 6)
            .mapToObj(i -> new StreamId("chat", "room-" + i))
            .toList();

    private final InMemoryLog log = new InMemoryLog(16);
    private final TestFrontend frontend = new TestFrontend(log, TestFrontend.settings());

    @AfterEach
    void close() {
        frontend.close();
    }

    @Test
    void feedHasOnlyWantedTypesAndReadableStreams() {
        TestSocket socket = frontend.socket();
        socket.send("{'id':1,'subscribe':{'stream':'chat/*','types':['chat.said']}}");
        assertThat(socket.next().has("subscribed")).isTrue();
        assertThat(socket.next().has("caught-up")).isTrue();

        log.append(ROOMS.get(0), "left: not wanted");
        log.append(StreamId.parse("chat/secret"), "a secret");
        log.append(StreamId.parse("list/1"), "of another type");
        log.append(ROOMS.get(0), "wanted");

        assertThat(events(socket, 1).get(0)).contains("wanted");
    }

    @Test
    void streamThatMayNoLongerBeReadIsLeftOut() {
        frontend.accessEvents = Set.of("chat.left");
        TestSocket socket = frontend.socket();
        socket.send("{'id':1,'subscribe':{'stream':'chat/*'}}");
        assertThat(socket.next().has("subscribed")).isTrue();
        assertThat(socket.next().has("caught-up")).isTrue();
        log.append(ROOMS.get(0), "readable");
        assertThat(events(socket, 1).get(0)).contains("readable");

        frontend.access = (caller, room) -> room.equals(ROOMS.get(0))
                ? Future.failedFuture(new ProblemException(Problems.FORBIDDEN))
                : Future.succeededFuture();
        log.append(ROOMS.get(0), "left: me");
        log.append(ROOMS.get(0), "a secret");
        log.append(ROOMS.get(1), "of another room");

        assertThat(events(socket, 1).get(0)).contains("of another room");
    }

    @Test
    void answerToTheQuestionWhoMayReadIsWaitedFor() {
        Promise<Void> answer = Promise.promise();
        frontend.access = (caller, room) -> answer.future();
        log.commit(ROOMS.get(0), "replayed");
        TestSocket socket = frontend.socket();
        socket.send("{'id':1,'subscribe':{'stream':'chat/*'}}");
        assertThat(socket.next().has("subscribed")).isTrue();
        answer.complete();
        assertThat(events(socket, 1).get(0)).contains("replayed");
        assertThat(socket.next().has("caught-up")).isTrue();

        Promise<Void> later = Promise.promise();
        frontend.access = (caller, room) -> later.future();
        log.append(ROOMS.get(1), "live");
        log.append(ROOMS.get(0), "behind it");
        later.complete();

        assertThat(events(socket, 2).get(0)).contains("live");
    }

    @Test
    void changeOfARoomsMembersWhileAPageIsReadLosesNothing() {
        frontend.accessEvents = Set.of("chat.left");
        AtomicInteger asked = new AtomicInteger();
        Promise<Void> again = Promise.promise();
        Promise<Void> other = Promise.promise();
        frontend.access = (caller, room) -> room.equals(ROOMS.get(1))
                ? other.future()
                : asked.incrementAndGet() == 1 ? Future.succeededFuture() : again.future();
        log.commit(ROOMS.get(0), "replayed");
        log.commit(ROOMS.get(1), "of another room");
        TestSocket socket = frontend.socket();
        socket.send("{'id':1,'subscribe':{'stream':'chat/*'}}");
        assertThat(socket.next().has("subscribed")).isTrue();
        await().until(() -> asked.get() == 1);

        log.append(ROOMS.get(0), "left: somebody else");
        other.complete();

        assertThat(events(socket, 2)).anyMatch(text -> text.contains("replayed"));
        again.complete();
        assertThat(events(socket, 1).get(0)).contains("somebody else");
    }

    @Test
    void streamsOfEventsInTheHotTailAreAskedForTogether() {
        Promise<Void> answer = Promise.promise();
        Set<StreamId> asked = ConcurrentHashMap.newKeySet();
        TestSocket socket = frontend.socket();
        socket.send("{'id':1,'subscribe':{'stream':'chat/*'}}");
        assertThat(socket.next().has("subscribed")).isTrue();
        assertThat(socket.next().has("caught-up")).isTrue();
        frontend.access = (caller, room) -> {
            asked.add(room);
            return answer.future();
        };

        ROOMS.forEach(room -> log.append(room, "live"));

        await().until(() -> asked.size() == ROOMS.size());
        answer.complete();

        assertThat(events(socket, ROOMS.size())).allMatch(text -> text.contains("live"));
    }

    @Test
    void questionWithoutAnswerIsRepeated() {
        AtomicInteger asked = new AtomicInteger();
        frontend.access = (caller, room) -> asked.incrementAndGet() == 1
                ? Future.failedFuture(new ProblemException(Problems.UNAVAILABLE))
                : Future.succeededFuture();
        TestSocket socket = frontend.socket();
        socket.send("{'id':1,'subscribe':{'stream':'chat/*'}}");
        assertThat(socket.next().has("subscribed")).isTrue();
        assertThat(socket.next().has("caught-up")).isTrue();

        log.append(ROOMS.get(1), "live");

        assertThat(events(socket, 1).get(0)).contains("live");
        assertThat(asked).hasValue(2);
    }

    private static List<String> events(TestSocket socket, int count) {
        List<String> events = new ArrayList<>();
        while (events.size() < count) {
            JsonNode frame = socket.next();
            if (frame.has("event")) {
                events.add(frame.path("event").toString());
            }
        }
        return events;
    }
}
