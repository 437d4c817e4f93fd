package io.spanwire.notifier.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.spanwire.bus.message.ProblemException;
import io.spanwire.bus.message.Problems;
import io.spanwire.bus.message.StreamId;
import io.spanwire.notifier.InMemoryLog;
import io.spanwire.notifier.TestFrontend;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Server-sent events, over real HTTP. */
class EventStreamsTest {
    private static final StreamId ROOM = StreamId.parse("chat/general");

    private final InMemoryLog log = new InMemoryLog(16);
    private final TestFrontend frontend = StreamClient.frontend(log);
    private final StreamClient client = new StreamClient(frontend);

    @AfterEach
    void close() {
        frontend.close();
    }

    @Test
    void eventStreamReplaysCatchesUpAndContinuesLive() {
        commit(40);

        StreamResponse stream = client.open("/sse?stream=chat/general&after=38");
        await().until(() -> stream.text().contains("caught-up"));
        log.append(ROOM, "live");
        await().until(() -> stream.text().contains("id: 41"));

        String text = stream.text().replace(":\n\n", "");
        assertThat(text).startsWith("retry: 1000\nid: 38@epoch-1\n\nid: 39@epoch-1\ndata: {\"source\"");
        assertThat(text)
                .containsSubsequence(
                        "id: 39@epoch-1\n",
                        "id: 40@epoch-1\n",
                        "event: caught-up\ndata: {\"version\":40}\n\n",
                        "id: 41@epoch-1\n");
        assertThat(text.split("caught-up", -1)).hasSize(2);
    }

    @Test
    void eventStreamResumesByLastEventIdButNotInAnotherHistory() {
        List<String> bodies = IntStream.range(0, 4)
                .mapToObj(i -> log.commit(ROOM, "old " + i).body().toString())
                .toList();
        StreamResponse first = client.open("/sse?stream=chat/general&after=0");
        await().until(() -> first.text().contains("caught-up"));
        List<String> ids =
                first.text().lines().filter(line -> line.startsWith("id: ")).toList();
        EventId seen = EventId.parse(ids.get(2).substring("id: ".length())).orElseThrow();
        String resume = "after=" + seen.version() + "&epoch=" + seen.epoch().orElseThrow();

        StreamResponse second = client.open("/sse?stream=chat/general&" + resume);
        await().until(() -> second.text().contains("caught-up"));
        log.recreate("epoch-2");

        assertThat(second.text().lines().filter(line -> line.startsWith("data: {\"source")))
                .containsExactlyElementsOf(bodies.stream()
                        .skip(seen.version())
                        .map(body -> "data: " + body)
                        .toList());
        assertThat(client.status("/sse?stream=chat/general&" + resume)).isEqualTo(409);
    }

    @Test
    void eventStreamEndsWithTheReadersPermission() {
        frontend.accessEvents = Set.of("chat.left");
        StreamResponse stream = client.open("/sse?stream=chat/general&after=0");
        await().until(() -> stream.text().contains("caught-up"));

        frontend.access = (caller, room) -> Future.failedFuture(new ProblemException(Problems.FORBIDDEN));
        log.append(ROOM, "left: me");
        await().until(stream::isOver);
        log.append(ROOM, "a secret");

        assertThat(stream.text()).doesNotContain("secret");
    }

    @Test
    void firstBlockHasTheIdToResumeFrom() {
        commit(3);

        StreamResponse stream = client.open("/sse?stream=chat/general&after=now");

        await().until(() -> stream.text().startsWith("retry: 1000\nid: 3@epoch-1\n\n"));
    }

    @Test
    void idleEventStreamGetsComments() {
        StreamResponse stream = client.open("/sse?stream=chat/general&after=0");

        await().until(() -> stream.text().endsWith(":\n\n:\n\n"));
    }

    @Test
    void eventStreamEndsWithItsSession() {
        frontend.expires = Instant.now().plusMillis(400);

        StreamResponse stream = client.open("/sse?stream=chat/general&after=0");

        await().until(stream::isOver);
        assertThat(stream.text()).endsWith("retry: 1000\n\n");
    }

    private void commit(int events) {
        IntStream.range(0, events).forEach(i -> log.commit(ROOM, "old"));
    }
}
