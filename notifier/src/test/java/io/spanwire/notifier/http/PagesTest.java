package io.spanwire.notifier.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.spanwire.bus.message.StreamId;
import io.spanwire.notifier.InMemoryLog;
import io.spanwire.notifier.TestFrontend;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Pages and long poll, over real HTTP. */
class PagesTest {
    private static final StreamId ROOM = StreamId.parse("chat/general");

    private final InMemoryLog log = new InMemoryLog(16);
    private final TestFrontend frontend = StreamClient.frontend(log);
    private final StreamClient client = new StreamClient(frontend);

    @AfterEach
    void close() {
        frontend.close();
    }

    @Test
    void pageContainsTheStartOfTheNextOne() {
        commit(25);

        JsonNode first = client.page("limit=10");
        JsonNode second = client.page("limit=10&after=" + first.path("next"));
        JsonNode third = client.page("limit=10&after=" + second.path("next"));
        JsonNode fourth = client.page("limit=10&after=" + third.path("next"));

        assertThat(versions(first)).containsExactlyElementsOf(upTo(1, 10));
        assertThat(versions(second)).containsExactlyElementsOf(upTo(11, 20));
        assertThat(versions(third)).containsExactlyElementsOf(upTo(21, 25));
        assertThat(versions(fourth)).isEmpty();
        assertThat(fourth.path("next").asLong()).isEqualTo(25);
        assertThat(first.path("head").asLong()).isEqualTo(25);
        assertThat(first.path("epoch").asText()).isEqualTo("epoch-1");
    }

    @Test
    void pageSpansReadsUpToTheByteLimit() {
        commit(60);
        assertThat(versions(client.page("limit=50"))).containsExactlyElementsOf(upTo(1, 50));

        IntStream.range(0, 60).forEach(i -> log.commit(ROOM, "x".repeat(1_000)));
        JsonNode large = client.page("limit=1000&after=60");

        assertThat(versions(large)).hasSizeBetween(15, 25).startsWith(61L);
        assertThat(large.path("next").asLong()).isEqualTo(60 + versions(large).size());
    }

    @Test
    void emptyStreamIsAnEmptyPage() {
        assertThat(client.get("/page?stream=chat/empty&after=0"))
                .isEqualTo("{\"events\":[],\"next\":0,\"head\":0,\"epoch\":\"epoch-1\"}");
    }

    @Test
    void longPollReturnsWithTheFirstEvent() {
        commit(2);

        CompletableFuture<JsonNode> waiting = CompletableFuture.supplyAsync(() -> client.page("after=2&wait=9000"));
        await().until(() -> frontend.meter("spanwire.feeds.open") == 1);
        log.append(ROOM, "here");

        assertThat(versions(waiting.join())).containsExactly(3L);
    }

    @Test
    void longPollWithEventsReturnsAtOnce() {
        commit(2);

        assertThat(versions(client.page("after=0&wait=60000"))).containsExactly(1L, 2L);
    }

    @Test
    void longPollTimesOutWithAnEmptyPage() {
        commit(2);

        JsonNode page = client.page("after=2&wait=200");

        assertThat(versions(page)).isEmpty();
        assertThat(page.path("next").asLong()).isEqualTo(2);
        await().until(() -> frontend.meter("spanwire.hub.subscriptions") == 0);
    }

    private void commit(int events) {
        IntStream.range(0, events).forEach(i -> log.commit(ROOM, "old"));
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
}
