package io.spanwire.notifier.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.spanwire.bus.message.StreamId;
import io.spanwire.notifier.InMemoryLog;
import io.spanwire.notifier.TestFrontend;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** NDJSON, and the common behaviour of feeds: refusals, disconnects and shutdown, over real HTTP. */
class HttpStreamsTest {
    private static final StreamId ROOM = StreamId.parse("chat/general");

    private final InMemoryLog log = new InMemoryLog(16);
    private final TestFrontend frontend = StreamClient.frontend(log);
    private final StreamClient client = new StreamClient(frontend);

    @AfterEach
    void close() {
        frontend.close();
    }

    @Test
    void refusedFeedFailsBeforeAnythingIsWritten() {
        commit(3);

        for (String path : List.of("/page", "/sse", "/ndjson")) {
            assertThat(client.status(path + "?stream=chat/secret")).isEqualTo(403);
            assertThat(client.status(path + "?stream=nothing/here")).isEqualTo(404);
            assertThat(client.status(path + "?stream=chat/general&epoch=epoch-0"))
                    .isEqualTo(409);
            assertThat(client.status(path + "?stream=chat/general&after=4")).isEqualTo(409);
            log.setUnavailable(true);
            assertThat(client.status(path + "?stream=chat/general")).isEqualTo(503);
            log.setUnavailable(false);
        }
        await().until(() -> frontend.meter("spanwire.hub.subscriptions") == 0);
        assertThat(frontend.meter("spanwire.feeds.open")).isZero();
    }

    @Test
    void ndjsonIsTheWholeHistoryByteForByte() {
        List<String> bodies = IntStream.range(0, 5_000)
                .mapToObj(i -> log.commit(ROOM, "grüße " + i).body().toString())
                .toList();

        assertThat(client.get("/ndjson?stream=chat/general").lines()).containsExactlyElementsOf(bodies);
        assertThat(client.get("/ndjson?stream=chat/general&after=4999").lines()).containsExactly(bodies.get(4_999));
        assertThat(client.get("/ndjson?stream=chat/empty")).isEmpty();
    }

    @Test
    void disconnectEndsTheFeed() {
        StreamResponse stream = client.open("/sse?stream=chat/general&after=0");
        await().until(() -> frontend.meter("spanwire.hub.subscriptions") == 1);

        stream.disconnect();

        await().until(() -> frontend.meter("spanwire.hub.subscriptions") == 0);
        assertThat(frontend.meter("spanwire.feeds.open")).isZero();
    }

    @Test
    void slowNdjsonReaderPausesHistoryReads() {
        String text = "x".repeat(10_000);
        IntStream.range(0, 3_000).forEach(i -> log.commit(ROOM, text));

        StreamResponse stream = client.openPaused("/ndjson?stream=chat/general");
        await().until(() -> frontend.meter("spanwire.hub.delivered") > 0);
        await().during(Duration.ofMillis(150)).until(() -> frontend.meter("spanwire.hub.delivered") < 2_500);
        stream.resume();

        await().atMost(Duration.ofSeconds(20)).until(stream::isOver);
        assertThat(stream.text().lines()).hasSize(3_000);
    }

    @Test
    void shutdownAnswersLongPollsAndEndsEventStreams() {
        StreamResponse stream = client.open("/sse?stream=chat/general&after=0");
        CompletableFuture<JsonNode> waiting = CompletableFuture.supplyAsync(() -> client.page("after=0&wait=50000"));
        await().until(() -> frontend.meter("spanwire.feeds.open") == 2);

        TestFrontend.await(frontend.notifier().close());

        assertThat(waiting.join().path("events")).isEmpty();
        await().until(stream::isOver);
        assertThat(stream.text().split("retry: ", -1)).hasSize(3);
    }

    private void commit(int events) {
        IntStream.range(0, events).forEach(i -> log.commit(ROOM, "old"));
    }
}
