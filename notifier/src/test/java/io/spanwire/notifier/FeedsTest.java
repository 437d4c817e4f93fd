package io.spanwire.notifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.spanwire.bus.message.StoredEvent;
import io.spanwire.bus.message.StreamId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Feeds over sockets: replay, live, resume and filters. */
class FeedsTest {
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
    void replayMeetsLiveInTheOrderOfCommits() {
        List<String> committed = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            committed.add(log.commit(ROOMS.get(i % 6), "old " + i).body().toString());
        }
        TestSocket socket = frontend.socket();

        socket.send("{'id':1,'subscribe':{'stream':'chat/*','after':0}}");
        JsonNode subscribed = socket.next();
        List<String> replayed = events(socket, 300);
        JsonNode caughtUp = socket.next();
        StoredEvent live = log.append(ROOMS.get(2), "live");

        assertThat(subscribed.path("subscribed").path("stream").asText()).isEqualTo("chat/*");
        assertThat(replayed).containsExactlyElementsOf(committed);
        assertThat(caughtUp.path("caught-up").path("token").asText()).isNotEmpty();
        JsonNode frame = socket.next();
        assertThat(frame.path("event").toString()).isEqualTo(live.body().toString());
        assertThat(frame.path("stream").asText()).isEqualTo("chat/*");
    }

    @Test
    void tokenOfACheckpointContinuesBehindIt() {
        TestSocket socket = frontend.socket();
        socket.send("{'id':1,'subscribe':{'stream':'chat/*'}}");
        assertThat(socket.next().has("subscribed")).isTrue();
        assertThat(socket.next().has("caught-up")).isTrue();

        log.append(ROOMS.get(0), "seen");
        log.append(ROOMS.get(1), "seen, too");
        events(socket, 2);
        String token = socket.next().path("checkpoint").path("token").asText();
        socket.close();
        log.append(ROOMS.get(0), "missed");
        TestSocket again = frontend.socket();
        again.send("{'id':1,'subscribe':{'stream':'chat/*','after':'" + token + "'}}");

        assertThat(again.next().has("subscribed")).isTrue();
        assertThat(events(again, 1).get(0)).contains("missed");
        assertThat(again.next().has("caught-up")).isTrue();
    }

    @Test
    void endedSubscriptionHasNoMoreCheckpoints() {
        TestSocket socket = frontend.socket();
        socket.send("{'id':1,'subscribe':{'stream':'chat/*'}}");
        assertThat(socket.next().has("subscribed")).isTrue();
        assertThat(socket.next().has("caught-up")).isTrue();
        log.append(ROOMS.get(0), "seen");
        events(socket, 1);

        socket.send("{'id':2,'unsubscribe':{'stream':'chat/*'}}");
        assertThat(socket.next().has("unsubscribed")).isTrue();
        socket.send("{'id':3,'subscribe':{'stream':'chat/*','after':'now'}}");
        assertThat(socket.next().has("subscribed")).isTrue();
        assertThat(socket.next().has("caught-up")).isTrue();
        await().during(Duration.ofMillis(1_300)).until(() -> socket.waiting() == 0);
    }

    @Test
    void slowReaderLagsAndLosesNothing() {
        TestSocket socket = frontend.socket();
        socket.send("{'id':1,'subscribe':{'stream':'chat/*'}}");
        assertThat(socket.next().has("subscribed")).isTrue();
        socket.pause();

        List<String> committed = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            committed.add(
                    log.append(ROOMS.get(i % 6), "x".repeat(2_000) + i).body().toString());
        }
        socket.resume();

        List<String> received = events(socket, 3_000);
        for (StreamId room : ROOMS) {
            String source = "/streams/" + room + "\"";
            assertThat(received.stream().filter(text -> text.contains(source)))
                    .containsExactlyElementsOf(committed.stream()
                            .filter(text -> text.contains(source))
                            .toList());
        }
    }

    @Test
    void eventsThatNeverArrivedAreReadFromHistory() {
        TestSocket socket = frontend.socket();
        socket.send("{'id':1,'subscribe':{'stream':'chat/*'}}");
        assertThat(socket.next().has("subscribed")).isTrue();
        assertThat(socket.next().has("caught-up")).isTrue();

        log.commit(ROOMS.get(0), "lost on its way");
        log.append(ROOMS.get(0), "arrived");

        assertThat(events(socket, 2).get(0)).contains("lost on its way");
    }

    @Test
    void badRequestsAreAnsweredAndTheSocketStaysOpen() {
        TestSocket socket = frontend.socket();

        socket.send("{'id':1,'subscribe':{'stream':'chat/*','after':41}}");
        assertThat(socket.text()).contains("malformed");
        socket.send("{'id':2,'subscribe':{'stream':'chat/*','after':'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'}}");
        assertThat(socket.text()).contains("malformed");
        socket.send("{'id':3,'subscribe':{'stream':'chat/*','types':[]}}");
        assertThat(socket.text()).contains("malformed");
        socket.send("{'id':4,'subscribe':{'stream':'*'}}");
        assertThat(socket.text()).contains("forbidden");
        socket.send("{'id':5,'unsubscribe':{'stream':'chat/*'}}");
        assertThat(socket.text()).contains("unsubscribed");
    }

    @Test
    void tokenOfAnotherHistoryIsRefused() {
        TestSocket socket = frontend.socket();
        socket.send("{'id':1,'subscribe':{'stream':'chat/*'}}");
        String token = socket.next().path("subscribed").path("token").asText();
        assertThat(socket.next().has("caught-up")).isTrue();
        log.recreate("epoch-2");

        socket.send("{'id':2,'unsubscribe':{'stream':'chat/*'}}");
        socket.send("{'id':3,'subscribe':{'stream':'chat/*','after':'" + token + "'}}");

        assertThat(socket.text()).contains("unsubscribed");
        assertThat(socket.text()).contains("other-epoch");
    }

    @Test
    void unavailableHistoryIsReadAgain() {
        IntStream.range(0, 50).forEach(i -> log.commit(ROOMS.get(i % 6), "old"));
        TestSocket socket = frontend.socket();
        socket.send("{'id':1,'subscribe':{'stream':'chat/*','after':'now'}}");
        assertThat(socket.next().has("subscribed")).isTrue();
        assertThat(socket.next().has("caught-up")).isTrue();
        log.setUnavailable(true);
        log.commit(ROOMS.get(0), "lost on its way");
        log.append(ROOMS.get(0), "arrived");
        int before = log.pages();
        await().until(() -> log.pages() > before);

        log.setUnavailable(false);

        assertThat(events(socket, 2)).hasSize(2);
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
