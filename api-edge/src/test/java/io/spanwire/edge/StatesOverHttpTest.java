package io.spanwire.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.spanwire.edge.TestBrowser.Answer;
import io.spanwire.edge.state.StoredSnapshot;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** States and event schemas over HTTP, folded from fake histories of three events. */
class StatesOverHttpTest {
    private static final String STATE = "/api/streams/note/a";

    @AutoClose
    private static final TestEdge edge = new TestEdge();

    private static final TestBrowser ann = edge.browser().signIn("Ann");

    @BeforeEach
    void reset() {
        edge.states.read().clear();
        edge.states.snapshot = Optional.empty();
    }

    @Test
    void stateIsFoldedFromAllEvents() {
        Answer answer = ann.get(STATE);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body())
                .isEqualTo(
                        "{\"stream\":\"note/a\",\"version\":3,\"time\":\"2026-11-22T10:03:00.000Z\",\"epoch\":\"epoch-1\","
                                + "\"state\":{\"lines\":[\"line 1\",\"line 2\",\"line 3\"]}}");
        assertThat(answer.header("content-type")).isEqualTo("application/json");
        assertThat(answer.header("cache-control")).isEqualTo("private, no-cache");
        assertThat(answer.header("etag")).startsWith("\"3-");
        assertThat(edge.states.read()).containsExactly(1L, 2L, 3L);
    }

    @Test
    void earlierVersionsAreFoldedToo() {
        assertThat(ann.get(STATE + "?version=1").json().at("/state/lines")).hasToString("[\"line 1\"]");
        assertThat(ann.get(STATE + "?version=0").body())
                .isEqualTo("{\"stream\":\"note/a\",\"version\":0,\"epoch\":\"epoch-1\",\"state\":{\"lines\":[]}}");
        assertThat(ann.get(STATE + "?at=2026-11-22T10:02:30Z")
                        .json()
                        .path("version")
                        .asLong())
                .isEqualTo(2);
        assertThat(ann.get(STATE + "?at=2026-11-22T09:00:00Z")
                        .json()
                        .path("version")
                        .asLong(-1))
                .isZero();
    }

    @Test
    void snapshotThatFitsSavesReadingTheEventsBeforeIt() {
        edge.states.snapshot = Optional.of(new StoredSnapshot(2, "{\"lines\":[\"from the snapshot\"]}"));

        assertThat(ann.get(STATE).json().at("/state/lines")).hasToString("[\"from the snapshot\",\"line 3\"]");
        assertThat(edge.states.read()).containsExactly(3L);
    }

    @Test
    void snapshotThatIsNewerOrDoesNotFitIsNotUsed() {
        edge.states.snapshot = Optional.of(new StoredSnapshot(2, "{\"lines\":[\"from the snapshot\"]}"));
        assertThat(ann.get(STATE + "?version=1").json().at("/state/lines")).hasToString("[\"line 1\"]");

        edge.states.snapshot = Optional.of(new StoredSnapshot(2, "{\"pages\":[]}"));
        assertThat(ann.get(STATE + "?version=2").json().at("/state/lines")).hasToString("[\"line 1\",\"line 2\"]");
    }

    @Test
    void knownTagIsAnsweredWithoutFolding() {
        String tag = ann.get(STATE + "?version=2").header("etag");
        edge.states.read().clear();

        Answer unchanged = ann.get(STATE + "?version=2", "if-none-match", tag);
        Answer other = ann.get(STATE, "if-none-match", tag);

        assertThat(unchanged.status()).isEqualTo(304);
        assertThat(unchanged.header("etag")).isEqualTo(tag);
        assertThat(unchanged.header("cache-control")).isEqualTo("private, no-cache");
        assertThat(unchanged.body()).isEmpty();
        assertThat(other.status()).isEqualTo(200);
        assertThat(edge.states.read()).containsExactly(1L, 2L, 3L);
    }

    @Test
    void wrongQueriesAreRefused() {
        for (String query : new String[] {
            "?version=-1",
            "?version=x",
            "?at=yesterday",
            "?at=%2B1000000000-12-31T23:59:59Z",
            "?after=1",
            "?version=1&version=2"
        }) {
            assertThat(ann.get(STATE + query).code()).as(query).isEqualTo("invalid");
        }
        assertThat(ann.get(STATE + "?version=1&at=2026-11-22T10:02:30Z").body())
                .contains("\"pointer\":\"/at\"", "Give either version or at.");
        assertThat(ann.get(STATE + "?version=4").code()).isEqualTo("beyond-head");
        assertThat(ann.get("/api/streams/poem/a").code()).isEqualTo("unknown-stream-type");
        assertThat(ann.get("/api/streams/note/a%20b").code()).isEqualTo("malformed");
        assertThat(ann.get("/api/streams/note/").code()).isNotEqualTo("internal");
    }

    @Test
    void accessIsThatOfReadingEvents() {
        assertThat(edge.browser().get(STATE).status()).isEqualTo(401);
        assertThat(ann.get("/api/streams/note/secret").code()).isEqualTo("forbidden");
        assertThat(ann.get("/api/streams/note/club").status()).isEqualTo(200);
        assertThat(edge.browser().signIn("Bob").get("/api/streams/note/club").code())
                .isEqualTo("forbidden");
    }

    @Test
    void historyThatCannotBeReadIsAProblemThatNamesTheEvent() {
        Answer broken = ann.get("/api/streams/note/broken");

        assertThat(broken.status()).isEqualTo(503);
        assertThat(broken.code()).isEqualTo("unreadable-history");
        assertThat(broken.json().path("detail").asText())
                .isEqualTo("The domains of this server cannot read the event note.note-burnt at version 2 of"
                        + " note/broken. Newer ones may.");
        assertThat(broken.header("retry-after")).isEqualTo("60");
        assertThat(ann.get("/api/streams/note/broken?version=1").status()).isEqualTo(200);
    }

    @Test
    void otherMethodsAreRefused() {
        assertThat(ann.post(STATE, "{}").status()).isIn(404, 405);
    }

    @Test
    void schemaOfAnEventIsServedToEveryone() {
        Answer schema = edge.browser().get("/schemas/note.note-written/1");

        assertThat(schema.status()).isEqualTo(200);
        assertThat(schema.header("content-type")).isEqualTo("application/schema+json");
        assertThat(schema.json().at("/properties/text/type").asText()).isEqualTo("string");
        assertThat(schema.json().path("$id").asText()).isEqualTo("spanwire:/schemas/note.note-written/1");
        assertThat(edge.browser().get("/schemas/note.note-written/2").code()).isEqualTo("not-found");
        assertThat(edge.browser().get("/schemas/").code()).isEqualTo("not-found");
    }
}
