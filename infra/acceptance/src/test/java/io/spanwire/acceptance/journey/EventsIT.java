package io.spanwire.acceptance.journey;

import static io.spanwire.acceptance.journey.CommandIT.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.spanwire.acceptance.client.HttpReply;
import io.spanwire.acceptance.client.SignedInUser;
import io.spanwire.acceptance.client.StreamReplay;
import io.spanwire.acceptance.harness.Server;
import io.spanwire.acceptance.harness.SharedServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** The events endpoint in its four forms: pages, NDJSON, server-sent events and long polling. */
@ExtendWith(SharedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(60)
class EventsIT {
    private static final int EVENTS = 25;
    private static final String OTHER_EPOCH = "00000000-0000-4000-8000-000000000000";

    private final SignedInUser ann;
    private final String room = Streams.chat();
    private final String events = "/api/streams/" + room + "/events";

    EventsIT(Server server) throws Exception {
        ann = server.signIn("Ann");
    }

    @BeforeAll
    void postEvents() throws Exception {
        for (int number = 1; number <= EVENTS; number++) {
            post(room, "message " + number);
        }
    }

    @Test
    void jsonPagesReachHead() throws Exception {
        JsonNode first = ann.get(events + "?after=0&limit=10").json();
        JsonNode last = ann.get(events + "?after=20&limit=10").json();
        JsonNode beyond = ann.get(events + "?after=25").json();

        assertThat(first.path("events")).hasSize(10);
        assertThat(first.path("next").asLong()).isEqualTo(10);
        assertThat(first.path("head").asLong()).isEqualTo(EVENTS);
        assertThat(first.path("epoch").asText()).isNotBlank();
        assertThat(last.path("events")).hasSize(5);
        assertThat(last.path("next").asLong()).isEqualTo(EVENTS);
        assertThat(beyond.path("events")).isEmpty();
        assertThat(beyond.path("next").asLong()).isEqualTo(EVENTS);
    }

    @Test
    void eventsAreCloudEvents() throws Exception {
        JsonNode event =
                ann.get(events + "?after=6&limit=1").json().path("events").path(0);

        assertThat(event.path("specversion").asText()).isEqualTo("1.0");
        assertThat(event.path("id").asText()).isEqualTo("7");
        assertThat(event.path("source").asText()).isEqualTo("/streams/" + room);
        assertThat(event.path("type").asText()).isEqualTo("chat.message-posted");
        assertThat(event.path("version").asLong()).isEqualTo(7);
        assertThat(event.path("actor").asText()).isEqualTo(ann.subject());
        assertThat(event.path("command").asText()).hasSize(36);
        assertThat(event.path("time").asText()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z");
        assertThat(event.path("data").path("text").asText()).isEqualTo("message 7");
        assertThat(event.path("data").path("author").asText()).isEqualTo("Ann");
    }

    @Test
    void pagesAreRevalidated() throws Exception {
        String list = Streams.list();
        ann.post(list, "create-list", "{\"title\":\"Groceries\"}", Map.of());
        String items = "/api/streams/" + list + "/events";
        HttpReply page = ann.get(items);
        String tag = page.header("etag");

        assertThat(page.header("cache-control")).isEqualTo("private, no-cache");
        assertThat(ann.get(items, Map.of("If-None-Match", tag)).status()).isEqualTo(304);
        ann.post(list, "add-item", "{\"item\":\"milk\",\"title\":\"Milk\"}", Map.of());
        assertThat(ann.get(items, Map.of("If-None-Match", tag)).status()).isEqualTo(200);
        assertThat(ann.get(events).header("etag"))
                .as("events that may be forgotten")
                .isEmpty();
    }

    @Test
    void otherEpochIs409() throws Exception {
        assertProblem(ann.get(events + "?after=0&epoch=" + OTHER_EPOCH), 409, "other-epoch");
        assertProblem(ann.get(events + "?after=1000"), 409, "other-epoch");
    }

    @Test
    void ndjsonReturnsWholeHistory() throws Exception {
        HttpReply reply = ann.get(events + "?after=0", Map.of("Accept", "application/x-ndjson"));

        assertThat(reply.header("content-type")).startsWith("application/x-ndjson");
        assertThat(reply.body().lines().toList()).isEqualTo(StreamReplay.pages(ann, room));
    }

    @Test
    void everyFormHasSameBytes() throws Exception {
        List<String> pages = StreamReplay.pages(ann, room);

        assertThat(pages).hasSize(EVENTS);
        assertThat(StreamReplay.socket(ann, room)).isEqualTo(pages);
        assertThat(sse(events + "?after=0", Map.of(), EVENTS)).isEqualTo(pages);
    }

    @Test
    void serverSentEventsResumeAfterLastEventId() throws Exception {
        List<String> all = StreamReplay.pages(ann, room);

        assertThat(sse(events + "?after=0", Map.of("Last-Event-ID", "20@" + epoch()), 5))
                .isEqualTo(all.subList(20, EVENTS));
        assertThat(sse(events + "?after=0", Map.of("Last-Event-ID", "20"), 5)).isEqualTo(all.subList(20, EVENTS));
    }

    @Test
    void serverSentEventsOfOtherEpochAreNotResumed() throws Exception {
        assertProblem(resume("20@" + OTHER_EPOCH, "?after=0"), 409, "other-epoch");
        assertProblem(resume("20@" + OTHER_EPOCH, "?after=0&epoch=" + epoch()), 409, "other-epoch");
        assertProblem(resume("20@" + epoch(), "?after=0&epoch=" + OTHER_EPOCH), 409, "other-epoch");
        assertProblem(resume("20 of them", "?after=0"), 400, "invalid");
    }

    @Test
    void serverSentEventsReportCaughtUpOnceAndContinue() throws Exception {
        String own = Streams.chat();
        post(own, "old");
        HttpResponse<InputStream> response = open("/api/streams/" + own + "/events?after=0");
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            List<String> seen = until(lines, "event: caught-up");
            seen.add(lines.readLine());
            post(own, "new");
            seen.addAll(until(lines, "id: 2@"));
            seen.add(lines.readLine());

            assertThat(response.headers().firstValue("content-type"))
                    .hasValueSatisfying(type -> assertThat(type).startsWith("text/event-stream"));
            assertThat(seen).contains("id: 1@" + epoch(), "data: {\"version\":1}", "id: 2@" + epoch());
            assertThat(seen).filteredOn("event: caught-up"::equals).hasSize(1);
            assertThat(seen.get(seen.size() - 1)).startsWith("data: {").contains("\"text\":\"new\"");
        }
    }

    @Test
    void longPollWaitsForNextEvent() throws Exception {
        String own = Streams.chat();
        post(own, "first");
        CompletableFuture<HttpReply> poll = CompletableFuture.supplyAsync(() -> longPoll(own));
        assertThat(poll).isNotDone();

        post(own, "second");

        JsonNode page = poll.get(25, TimeUnit.SECONDS).json();
        assertThat(page.path("events")).hasSize(1);
        assertThat(page.path("events").path(0).path("data").path("text").asText())
                .isEqualTo("second");
    }

    @Test
    void longPollWithoutEventsReturnsEmptyPage() throws Exception {
        long begin = System.nanoTime();

        HttpReply reply = ann.get(events + "?after=" + EVENTS + "&wait=1");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().path("events")).isEmpty();
        assertThat(System.nanoTime() - begin).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(900));
    }

    @Test
    void streamWithoutEventsIsEmpty() throws Exception {
        JsonNode page = ann.get("/api/streams/" + Streams.chat() + "/events").json();

        assertThat(page.path("events")).isEmpty();
        assertThat(page.path("head").asLong()).isZero();
    }

    private String epoch() throws Exception {
        return ann.get(events + "?after=0&limit=1").json().path("epoch").asText();
    }

    private HttpReply resume(String lastEventId, String query) throws Exception {
        return ann.get(events + query, Map.of("Accept", "text/event-stream", "Last-Event-ID", lastEventId));
    }

    private HttpReply longPoll(String stream) {
        try {
            return ann.get("/api/streams/" + stream + "/events?after=1&wait=20");
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void post(String stream, String text) throws Exception {
        HttpReply reply = ann.post(stream, "post-message", "{\"text\":\"" + text + "\"}", Map.of());
        assertThat(reply.status()).as("%s", reply).isEqualTo(200);
    }

    private HttpResponse<InputStream> open(String path) throws Exception {
        return ann.address()
                .http()
                .send(
                        ann.request(path).header("Accept", "text/event-stream").build(),
                        HttpResponse.BodyHandlers.ofInputStream());
    }

    /** The first {@code count} data lines of events. */
    private List<String> sse(String path, Map<String, String> headers, int count) throws Exception {
        var request = ann.request(path).header("Accept", "text/event-stream");
        headers.forEach(request::header);
        var response = ann.address().http().send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        List<String> data = new ArrayList<>();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            assertThat(until(lines, "id: "))
                    .as("lines up to the start position")
                    .hasSize(2);
            for (int event : IntStream.range(0, count).toArray()) {
                until(lines, "id: ");
                data.add(lines.readLine().substring("data: ".length()));
                assertThat(data).hasSize(event + 1);
            }
        }
        return data;
    }

    /** Reads lines up to and including the first that begins with the prefix. */
    private static List<String> until(BufferedReader lines, String prefix) throws Exception {
        List<String> read = new ArrayList<>();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            read.add(line);
            if (line.startsWith(prefix)) {
                return read;
            }
        }
        throw new AssertionError("The stream ended before " + prefix + ": " + read);
    }
}
