package io.spanwire.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.spanwire.notifier.history.FeedFilter;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class FeedsOverHttpTest {
    private static final String NOTES = "/api/streams/note/events";

    private static TestEdge edge;
    private static TestBrowser ann;

    @BeforeAll
    static void open() {
        edge = new TestEdge();
        ann = edge.browser().signIn("Ann");
    }

    @AfterAll
    static void close() {
        edge.close();
    }

    @Test
    void acceptChoosesTheRepresentation() {
        assertThat(ann.get(NOTES).header("content-type")).isEqualTo("application/json");
        assertThat(ann.get("/api/events", "accept", "text/event-stream").header("content-type"))
                .isEqualTo("text/event-stream");
        assertThat(ann.get(NOTES + "?types=a.b", "accept", "application/x-ndjson")
                        .header("link"))
                .isEqualTo(NOTES + "?after=token&types=a.b");
        assertThat(ann.get(NOTES, "accept", "image/png").status()).isEqualTo(406);
        assertThat(ann.get(NOTES).header("cache-control")).isEqualTo("private, no-store");
    }

    @Test
    void queryIsPassedToTheNotifier() {
        ann.get(NOTES + "?types=a.b,c.d&since=2026-11-30T10:00:00Z");

        FeedFilter filter = edge.delivery.filters().get(edge.delivery.filters().size() - 1);
        assertThat(filter.feed()).hasToString("note/*");
        assertThat(filter.types()).isEqualTo(Set.of("a.b", "c.d"));
        assertThat(filter.since()).isEqualTo(Instant.parse("2026-11-30T10:00:00Z"));
    }

    @Test
    void invalidParametersAreNamed() {
        assertThat(ann.get(NOTES + "?after=41&since=yesterday&limit=0&epoch=1")
                        .json()
                        .findValuesAsText("pointer"))
                .containsExactlyInAnyOrder("/after", "/since", "/limit", "/epoch");
        assertThat(ann.get(NOTES, "last-event-id", "41@e").json().findValuesAsText("pointer"))
                .containsExactly("/last-event-id");
        assertThat(ann.get("/api/streams/nothing/events").code()).isEqualTo("unknown-stream-type");
        assertThat(edge.browser().get(NOTES).status()).isEqualTo(401);
        assertThat(ann.post("/api/events", "{}").status()).isEqualTo(405);
    }
}
