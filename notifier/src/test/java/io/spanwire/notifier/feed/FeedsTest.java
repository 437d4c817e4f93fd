package io.spanwire.notifier.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.spanwire.bus.json.Json;
import io.spanwire.bus.message.StreamId;
import io.spanwire.notifier.Door;
import io.spanwire.notifier.MemoryLog;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Pages, long poll, server-sent events and NDJSON, over real HTTP. */
class FeedsTest {
    private static final StreamId ROOM = StreamId.parse("chat/general");

    private final MemoryLog log = new MemoryLog(16);
    private final Door door = new Door(
            log,
            Door.settings()
                    .withFeeds(new FeedSettings(20_000, 64 * 1024, Duration.ofMillis(700), Duration.ofSeconds(5))));
    private final java.net.http.HttpClient plain = java.net.http.HttpClient.newBuilder()
            .version(java.net.http.HttpClient.Version.HTTP_1_1)
            .build();
    private final HttpClient client = door.vertx().createHttpClient();

    @AfterEach
    void close() {
        door.close();
    }

    @Test
    void aPageSaysWhereTheNextOneBegins() {
        commit(25);

        JsonNode first = page("limit=10");
        JsonNode second = page("limit=10&after=" + first.path("next"));
        JsonNode third = page("limit=10&after=" + second.path("next"));
        JsonNode fourth = page("limit=10&after=" + third.path("next"));

        assertThat(versions(first)).containsExactlyElementsOf(upTo(1, 10));
        assertThat(versions(second)).containsExactlyElementsOf(upTo(11, 20));
        assertThat(versions(third)).containsExactlyElementsOf(upTo(21, 25));
        assertThat(versions(fourth)).isEmpty();
        assertThat(fourth.path("next").asLong()).isEqualTo(25);
        assertThat(first.path("head").asLong()).isEqualTo(25);
        assertThat(first.path("epoch").asText()).isEqualTo("epoch-1");
    }

    @Test
    void aPageLongerThanOneReadAndOneThatIsTooLong() {
        commit(60);
        assertThat(versions(page("limit=50"))).containsExactlyElementsOf(upTo(1, 50));

        IntStream.range(0, 60).forEach(i -> log.commit(ROOM, "x".repeat(1_000)));
        JsonNode large = page("limit=1000&after=60");

        assertThat(versions(large)).hasSizeBetween(15, 25).startsWith(61L);
        assertThat(large.path("next").asLong()).isEqualTo(60 + versions(large).size());
    }

    @Test
    void aStreamWithoutEventsIsAnEmptyPage() {
        assertThat(get("/page?stream=chat/empty&after=0"))
                .isEqualTo("{\"events\":[],\"next\":0,\"head\":0,\"epoch\":\"epoch-1\"}");
    }

    @Test
    void aLongPollIsAnsweredByTheFirstEvent() {
        commit(2);

        CompletableFuture<JsonNode> waiting = CompletableFuture.supplyAsync(() -> page("after=2&wait=9000"));
        await().until(() -> door.meter("spanwire.feeds.open") == 1);
        log.append(ROOM, "here");

        assertThat(versions(waiting.join())).containsExactly(3L);
    }

    @Test
    void aLongPollThatHasSomethingDoesNotWait() {
        commit(2);

        assertThat(versions(page("after=0&wait=60000"))).containsExactly(1L, 2L);
    }

    @Test
    void aLongPollEndsEmptyWhenNothingComes() {
        commit(2);

        JsonNode page = page("after=2&wait=200");

        assertThat(versions(page)).isEmpty();
        assertThat(page.path("next").asLong()).isEqualTo(2);
        await().until(() -> door.meter("spanwire.hub.subscriptions") == 0);
    }

    @Test
    void whatCannotBeServedFailsBeforeAnythingIsWritten() {
        commit(3);

        for (String path : List.of("/page", "/sse", "/ndjson")) {
            assertThat(status(path + "?stream=chat/secret")).isEqualTo(403);
            assertThat(status(path + "?stream=nothing/here")).isEqualTo(404);
            assertThat(status(path + "?stream=chat/general&epoch=epoch-0")).isEqualTo(409);
            assertThat(status(path + "?stream=chat/general&after=4")).isEqualTo(409);
            log.takeAway(true);
            assertThat(status(path + "?stream=chat/general")).isEqualTo(503);
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

        assertThat(get("/ndjson?stream=chat/general").lines()).containsExactlyElementsOf(bodies);
        assertThat(get("/ndjson?stream=chat/general&after=4999").lines()).containsExactly(bodies.get(4_999));
        assertThat(get("/ndjson?stream=chat/empty")).isEmpty();
    }

    @Test
    void anEventStreamReplaysCatchesUpAndGoesOnLive() {
        commit(40);

        Stream stream = sse("after=38");
        await().until(() -> stream.text().contains("caught-up"));
        log.append(ROOM, "live");
        await().until(() -> stream.text().contains("id: 41"));

        String text = stream.text().replace(":\n\n", "");
        assertThat(text).startsWith("retry: 1000\n\nid: 39@epoch-1\ndata: {\"source\"");
        assertThat(text)
                .containsSubsequence(
                        "id: 39@epoch-1\n",
                        "id: 40@epoch-1\n",
                        "event: caught-up\ndata: {\"version\":40}\n\n",
                        "id: 41@epoch-1\n");
        assertThat(text.split("caught-up", -1)).hasSize(2);
    }

    @Test
    void anEventStreamIsResumedByTheIdOfTheEventSeenLastAndNeverInAnotherHistory() {
        List<String> bodies = IntStream.range(0, 4)
                .mapToObj(i -> log.commit(ROOM, "old " + i).body())
                .toList();
        Stream first = sse("after=0");
        await().until(() -> first.text().contains("caught-up"));
        List<String> ids =
                first.text().lines().filter(line -> line.startsWith("id: ")).toList();
        EventId seen = EventId.parse(ids.get(1).substring("id: ".length())).orElseThrow();
        String resume = "after=" + seen.version() + "&epoch=" + seen.epoch().orElseThrow();

        Stream second = sse(resume);
        await().until(() -> second.text().contains("caught-up"));
        log.recreate("epoch-2");

        assertThat(second.text().lines().filter(line -> line.startsWith("data: {\"source")))
                .containsExactlyElementsOf(bodies.stream()
                        .skip(seen.version())
                        .map(body -> "data: " + body)
                        .toList());
        assertThat(status("/sse?stream=chat/general&" + resume)).isEqualTo(409);
    }

    @Test
    void anIdleEventStreamIsKeptAliveByComments() {
        Stream stream = sse("after=0");

        await().until(() -> stream.text().endsWith(":\n\n:\n\n"));
    }

    @Test
    void aClientThatLeavesEndsItsFeedAtOnce() {
        Stream stream = sse("after=0");
        await().until(() -> door.meter("spanwire.hub.subscriptions") == 1);

        stream.leave();

        await().until(() -> door.meter("spanwire.hub.subscriptions") == 0);
        assertThat(door.meter("spanwire.feeds.open")).isZero();
    }

    @Test
    void aSlowReaderOfLinesStopsTheReadingOfHistory() {
        String text = "x".repeat(10_000);
        IntStream.range(0, 3_000).forEach(i -> log.commit(ROOM, text));

        Stream stream = new Stream(response("/ndjson?stream=chat/general"), true);
        await().until(() -> door.meter("spanwire.hub.delivered") > 0);
        await().during(Duration.ofMillis(150)).until(() -> door.meter("spanwire.hub.delivered") < 2_500);
        stream.resume();

        await().atMost(Duration.ofSeconds(20)).until(stream::isOver);
        assertThat(stream.text().lines()).hasSize(3_000);
    }

    @Test
    void anEventStreamEndsWithItsSession() {
        door.expires = Instant.now().plusMillis(400);

        Stream stream = sse("after=0");

        await().until(stream::isOver);
        assertThat(stream.text()).endsWith("retry: 1000\n\n");
    }

    @Test
    void stoppingAnswersWhoWaitsAndEndsEventStreams() {
        Stream stream = sse("after=0");
        CompletableFuture<JsonNode> waiting = CompletableFuture.supplyAsync(() -> page("after=0&wait=50000"));
        await().until(() -> door.meter("spanwire.feeds.open") == 2);

        Door.await(door.notifier().close());

        assertThat(versions(waiting.join())).isEmpty();
        await().until(stream::isOver);
        assertThat(stream.text().split("retry: ", -1)).hasSize(3);
    }

    private void commit(int events) {
        IntStream.range(0, events).forEach(i -> log.commit(ROOM, "old"));
    }

    private JsonNode page(String query) {
        return Json.parse(get("/page?stream=chat/general&" + query));
    }

    private String get(String uri) {
        java.net.http.HttpResponse<String> response = ask(uri);
        assertThat(response.statusCode()).isEqualTo(200);
        return response.body();
    }

    private int status(String uri) {
        return ask(uri).statusCode();
    }

    private java.net.http.HttpResponse<String> ask(String uri) {
        java.net.http.HttpRequest request = java.net.http.HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + door.port() + uri))
                .build();
        return plain.sendAsync(request, java.net.http.HttpResponse.BodyHandlers.ofString())
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
    }

    /** Paused before anything is sent: a handler set once the response is here would miss its beginning. */
    private HttpClientResponse response(String uri) {
        return Door.await(
                client.request(HttpMethod.GET, door.port(), "127.0.0.1", uri).compose(request -> {
                    Future<HttpClientResponse> paused = request.response().map(HttpClientResponse::pause);
                    return request.end().compose(sent -> paused);
                }));
    }

    private Stream sse(String query) {
        return new Stream(response("/sse?stream=chat/general&" + query), false);
    }

    private static List<Long> versions(JsonNode page) {
        return page.path("events")
                .valueStream()
                .map(event -> event.path("version").asLong())
                .toList();
    }

    private static List<Long> upTo(long from, long to) {
        return LongStream.rangeClosed(from, to).boxed().toList();
    }

    /** A response as it grows. */
    private static final class Stream {
        private final HttpClientResponse response;
        private final Buffer received = Buffer.buffer();
        private volatile String text = "";
        private volatile boolean over;

        Stream(HttpClientResponse response, boolean paused) {
            this.response = response;
            response.handler(chunk -> {
                received.appendBuffer(chunk);
                text = paused ? "" : received.toString();
            });
            response.endHandler(ended -> {
                text = received.toString();
                over = true;
            });
            response.exceptionHandler(broken -> {});
            if (!paused) {
                response.resume();
            }
        }

        String text() {
            return text;
        }

        boolean isOver() {
            return over;
        }

        void resume() {
            response.resume();
        }

        void leave() {
            Door.await(response.request().connection().close());
        }
    }
}
