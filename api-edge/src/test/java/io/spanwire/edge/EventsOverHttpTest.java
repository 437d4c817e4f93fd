package io.spanwire.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.spanwire.edge.TestBrowser.Answer;
import io.spanwire.notifier.cursor.StartPoint;
import io.spanwire.notifier.http.PageRequest;
import io.spanwire.notifier.http.StreamRequest;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class EventsOverHttpTest {
    private static final String EVENTS = "/api/streams/note/a/events";

    @AutoClose
    private static final TestEdge edge = new TestEdge();

    private static final TestBrowser ann = edge.browser().signIn("Ann");

    @Test
    void acceptChoosesTheRepresentation() {
        assertThat(ann.get(EVENTS).header("content-type")).isEqualTo("application/json");
        assertThat(ann.get(EVENTS, "accept", "text/event-stream").header("content-type"))
                .isEqualTo("text/event-stream");
        assertThat(ann.get(EVENTS, "accept", "application/x-ndjson").header("content-type"))
                .isEqualTo("application/x-ndjson");
        assertThat(ann.get(EVENTS, "accept", "image/png").status()).isEqualTo(406);
        assertThat(ann.get(EVENTS).header("vary")).isEqualTo("accept, authorization, cookie, last-event-id");
    }

    @Test
    void queryIsPassedToTheNotifier() {
        ann.get(EVENTS + "?after=41&limit=7&wait=3&epoch=e");

        PageRequest request = edge.delivery.pages().get(edge.delivery.pages().size() - 1);
        assertThat(request.stream()).hasToString("note/a");
        assertThat(request.after()).isEqualTo(new StartPoint.Version(41));
        assertThat(request.limit()).isEqualTo(7);
        assertThat(request.maxWait()).hasSeconds(3);
        assertThat(request.epoch()).contains("e");
    }

    @Test
    void lastEventIdOverridesAfterAndEpoch() {
        StreamRequest request = resume("?after=1", "9@e");

        assertThat(request.after()).isEqualTo(new StartPoint.Version(9));
        assertThat(request.epoch()).contains("e");
    }

    @Test
    void lastEventIdWithoutEpochUsesTheQuerys() {
        assertThat(resume("?after=1", "9").epoch()).isEmpty();
        assertThat(resume("?after=1", "9").after()).isEqualTo(new StartPoint.Version(9));
        assertThat(resume("?after=1&epoch=e", "9").epoch()).contains("e");
        assertThat(resume("?after=1&epoch=e", "9@e").epoch()).contains("e");
        assertThat(resume("?after=1&epoch=e", "").after()).isEqualTo(new StartPoint.Version(1));
    }

    @Test
    void twoEpochsAreRefused() {
        int before = edge.delivery.feeds().size();

        Answer answer = eventStream("?epoch=e", "9@f");

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.code()).isEqualTo("other-epoch");
        assertThat(edge.delivery.feeds()).hasSize(before);
    }

    @Test
    void invalidLastEventIdIsReported() {
        for (String wrong : List.of("nine", "now", "-1", "9@", "@e", "9@e@f")) {
            Answer answer = eventStream("?after=1", wrong);

            assertThat(answer.status()).as(wrong).isEqualTo(400);
            assertThat(answer.json().at("/errors/0/pointer").asText()).isEqualTo("/last-event-id");
        }
    }

    @Test
    void pagesAreRevalidatedByWhoeverMayReadThem() {
        Answer page = ann.get(EVENTS);
        String tag = page.header("etag");

        assertThat(page.header("cache-control")).isEqualTo("private, no-cache");
        assertThat(page.header("vary")).contains("cookie", "authorization");
        assertThat(ann.get(EVENTS, "if-none-match", tag).status()).isEqualTo(304);
        assertThat(edge.browser().get(EVENTS, "if-none-match", tag).status()).isEqualTo(401);
    }

    @Test
    void invalidParametersAreReported() {
        assertThat(ann.get(EVENTS + "?after=-1").json().at("/errors/0/pointer").asText())
                .isEqualTo("/after");
        assertThat(ann.get(EVENTS + "?limit=0").status()).isEqualTo(400);
        assertThat(ann.get(EVENTS + "?wait=3600").status()).isEqualTo(400);
        assertThat(ann.get(EVENTS + "?from=1").status()).isEqualTo(400);
    }

    @Test
    void callersAndPathsAreChecked() {
        assertThat(edge.browser().get(EVENTS).status()).isEqualTo(401);
        assertThat(ann.get("/api/streams/nothing/a/events").code()).isEqualTo("unknown-stream-type");
        assertThat(ann.send("DELETE", EVENTS, null).header("allow")).isEqualTo("GET");
    }

    private static StreamRequest resume(String query, String lastEventId) {
        assertThat(eventStream(query, lastEventId).status()).isEqualTo(200);
        return edge.delivery.feeds().get(edge.delivery.feeds().size() - 1);
    }

    private static Answer eventStream(String query, String lastEventId) {
        return ann.get(EVENTS + query, "accept", "text/event-stream", "last-event-id", lastEventId);
    }
}
