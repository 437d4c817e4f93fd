package io.spanwire.notifier.feed;

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

/** NDJSON, and what all feeds share: refusals, leaving and stopping, over real HTTP. */
class HttpFeedsTest {
    private static final StreamId ROOM = StreamId.parse("chat/general");

    private final InMemoryLog log = new InMemoryLog(16);
    private final TestFrontend door = FeedClient.door(log);
    private final FeedClient client = new FeedClient(door);

    @AfterEach
    void close() {
        door.close();
    }

    @Test
    void whatCannotBeServedFailsBeforeAnythingIsWritten() {
        commit(3);

        for (String path : List.of("/page", "/sse", "/ndjson")) {
            assertThat(client.status(path + "?stream=chat/secret")).isEqualTo(403);
            assertThat(client.status(path + "?stream=nothing/here")).isEqualTo(404);
            assertThat(client.status(path + "?stream=chat/general&epoch=epoch-0"))
                    .isEqualTo(409);
            assertThat(client.status(path + "?stream=chat/general&after=4")).isEqualTo(409);
            log.takeAway(true);
            assertThat(client.status(path + "?stream=chat/general")).isEqualTo(503);
            log.takeAway(false);
        }
        await().until(() -> door.meter("spanwire.hub.subscriptions") == 0);
        assertThat(door.meter("spanwire.feeds.open")).isZero();
    }

    @Test
    void linesAreTheWholeHistoryByteForByte() {
        List<String> bodies = IntStream.range(0, 5_000)
                .mapToObj(i -> log.commit(ROOM, "grüße " + i).body())
                .toList();

        assertThat(client.get("/ndjson?stream=chat/general").lines()).containsExactlyElementsOf(bodies);
        assertThat(client.get("/ndjson?stream=chat/general&after=4999").lines()).containsExactly(bodies.get(4_999));
        assertThat(client.get("/ndjson?stream=chat/empty")).isEmpty();
    }

    @Test
    void aClientThatLeavesEndsItsFeedAtOnce() {
        FeedResponse stream = client.open("/sse?stream=chat/general&after=0");
        await().until(() -> door.meter("spanwire.hub.subscriptions") == 1);

        stream.leave();

        await().until(() -> door.meter("spanwire.hub.subscriptions") == 0);
        assertThat(door.meter("spanwire.feeds.open")).isZero();
    }

    @Test
    void aSlowReaderOfLinesStopsTheReadingOfHistory() {
        String text = "x".repeat(10_000);
        IntStream.range(0, 3_000).forEach(i -> log.commit(ROOM, text));

        FeedResponse stream = client.openPaused("/ndjson?stream=chat/general");
        await().until(() -> door.meter("spanwire.hub.delivered") > 0);
        await().during(Duration.ofMillis(150)).until(() -> door.meter("spanwire.hub.delivered") < 2_500);
        stream.resume();

        await().atMost(Duration.ofSeconds(20)).until(stream::isOver);
        assertThat(stream.text().lines()).hasSize(3_000);
    }

    @Test
    void stoppingAnswersWhoWaitsAndEndsEventStreams() {
        FeedResponse stream = client.open("/sse?stream=chat/general&after=0");
        CompletableFuture<JsonNode> waiting = CompletableFuture.supplyAsync(() -> client.page("after=0&wait=50000"));
        await().until(() -> door.meter("spanwire.feeds.open") == 2);

        TestFrontend.await(door.notifier().close());

        assertThat(waiting.join().path("events")).isEmpty();
        await().until(stream::isOver);
        assertThat(stream.text().split("retry: ", -1)).hasSize(3);
    }

    private void commit(int events) {
        IntStream.range(0, events).forEach(i -> log.commit(ROOM, "old"));
    }
}
