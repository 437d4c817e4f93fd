package io.spanwire.notifier.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.spanwire.bus.json.Json;
import io.spanwire.bus.message.StreamId;
import io.spanwire.notifier.InMemoryLog;
import io.spanwire.notifier.TestFrontend;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HttpFeedsTest {
    private static final String FEED = "stream=chat/*";

    private final InMemoryLog log = new InMemoryLog(16);
    private final TestFrontend frontend = StreamClient.frontend(log);
    private final StreamClient client = new StreamClient(frontend);

    @AfterEach
    void close() {
        frontend.close();
    }

    @Test
    void pagesHaveEveryEventOnce() {
        List<String> committed = commit(250);

        List<String> read = new ArrayList<>();
        String after = "0";
        JsonNode page;
        do {
            page = page("limit=60&after=" + after);
            page.path("events").forEach(event -> read.add(event.toString()));
            after = page.path("next").asText();
        } while (!page.path("next").equals(page.path("head")));

        assertThat(read).containsExactlyElementsOf(committed);
        assertThat(page("after=" + after).path("events")).isEmpty();
    }

    @Test
    void longPollAnswersWithTheFirstEvent() {
        commit(10);
        CompletableFuture<String> waiting =
                CompletableFuture.supplyAsync(() -> client.get("/page?" + FEED + "&after=now&wait=20000"));
        await().until(() -> frontend.meter("spanwire.hub.subscriptions") == 1);

        log.append(new StreamId("chat", "room-3"), "new");

        assertThat(Json.parse(waiting.join()).path("events")).hasSize(1);
    }

    @Test
    void everyServerSentEventHasTheTokenToResumeFrom() {
        List<String> committed = commit(40);
        StreamResponse first = client.open("/sse?" + FEED);
        await().until(() -> first.text().contains("caught-up"));
        List<String> ids = first.text()
                .lines()
                .filter(line -> line.startsWith("id: "))
                .map(line -> line.substring("id: ".length()))
                .toList();

        StreamResponse second = client.open("/sse?" + FEED + "&after=" + ids.get(13));
        await().until(() -> second.text().contains("caught-up"));
        log.append(new StreamId("chat", "room-1"), "live");
        await().until(() -> second.text().contains("live"));

        assertThat(ids).hasSize(41); // one before the first event
        assertThat(second.text()
                        .lines()
                        .filter(line -> line.startsWith("data: {\"source"))
                        .map(line -> line.substring("data: ".length())))
                .startsWith(committed.subList(13, 40).toArray(String[]::new));
    }

    @Test
    void ndjsonEndsAtTheHeadsAndLinksToWhatFollows() {
        List<String> committed = commit(100);

        StreamResponse lines = client.open("/ndjson?" + FEED);
        await().until(lines::isOver);
        log.append(new StreamId("chat", "room-1"), "later");
        String next = lines.header("link").replaceAll("<(.*)>; rel=\"next\"", "$1");

        assertThat(lines.text().lines()).containsExactlyElementsOf(committed);
        assertThat(client.get(next + '&' + FEED).lines())
                .singleElement()
                .asString()
                .contains("later");
    }

    @Test
    void feedOfEverythingIsRefused() {
        assertThat(client.status("/page?stream=*")).isEqualTo(403);
    }

    private JsonNode page(String query) {
        return Json.parse(client.get("/page?" + FEED + '&' + query));
    }

    private List<String> commit(int events) {
        return IntStream.range(0, events)
                .mapToObj(i -> log.commit(new StreamId("chat", "room-" + i % 7), "old " + i)
                        .body()
                        .toString())
                .toList();
    }
}
