package io.spanwire.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.spanwire.edge.FakeLane.Mode;
import io.spanwire.edge.TestBrowser.Answer;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ViewsOverHttpTest {
    private static TestEdge edge;
    private static TestBrowser ann;

    @BeforeAll
    static void open() {
        LimitSettings limits = TestLimits.with(
                TestEdge.settings().limits(),
                new LimitSettings.Waits(Duration.ofSeconds(5), Duration.ofSeconds(5), 100));
        edge = new TestEdge(settings -> TestEdge.with(limits));
        ann = edge.browser().signIn("Ann");
    }

    @AfterAll
    static void close() {
        edge.close();
    }

    @Test
    void boundViewAnswersWithTheVersionOfItsStream() {
        write("bound");

        Answer answer = ann.get("/api/views/note-lines?note=bound");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"rows\":[{\"line\":1}],\"next\":1,\"version\":1}");
        assertThat(answer.header("etag")).startsWith("\"1-");
        assertThat(answer.header("cache-control")).isEqualTo("private, no-cache");
    }

    @Test
    void knownVersionIs304WithoutRunningTheView() {
        write("known");
        String tag = ann.get("/api/views/note-lines?note=known").header("etag");
        int run = edge.views.run().size();

        Answer same = ann.get("/api/views/note-lines?note=known", "if-none-match", tag);
        write("known");
        Answer moved = ann.get("/api/views/note-lines?note=known", "if-none-match", tag);

        assertThat(same.status()).isEqualTo(304);
        assertThat(same.body()).isEmpty();
        assertThat(moved.status()).isEqualTo(200);
        assertThat(edge.views.run()).hasSize(run + 1);
    }

    @Test
    void tagOfAViewIsAnExpectedVersion() {
        write("tagged");
        String tag = ann.get("/api/views/note-lines?note=tagged").header("etag");

        Answer first = ann.post("/api/streams/note/tagged/write-note", "{\"text\":\"a\"}", "if-match", tag);
        Answer second = ann.post("/api/streams/note/tagged/write-note", "{\"text\":\"a\"}", "if-match", tag);

        assertThat(first.status()).isEqualTo(200);
        assertThat(second.status()).isEqualTo(412);
    }

    @Test
    void parametersAreTypedAndNamedInErrors() {
        assertThat(pointer("/api/views/note-lines")).isEqualTo("/note");
        assertThat(pointer("/api/views/note-lines?note=a&since=yesterday")).isEqualTo("/since");
        assertThat(pointer("/api/views/note-lines?note=a&page=x")).isEqualTo("/page");
        assertThat(pointer("/api/views/note-lines?note=a&limit=501")).isEqualTo("/limit");
        assertThat(pointer("/api/views/note-lines?note=a&color=red")).isEqualTo("/color");
        assertThat(pointer("/api/views/note-lines?note=a&note=b")).isEqualTo("/note");
        assertThat(pointer("/api/views/note-lines?note=a%20b")).isEqualTo("/note");
        assertThat(pointer("/api/views/members?club=a&min-version=1")).isEqualTo("/min-version");
    }

    @Test
    void minVersionWaits() {
        CompletableFuture<Answer> waiting =
                CompletableFuture.supplyAsync(() -> ann.get("/api/views/note-lines?note=awaited&min-version=1"));
        write("awaited");

        assertThat(waiting.join().status()).isEqualTo(200);
        assertThat(waiting.join().json().path("version").asLong()).isEqualTo(1);
    }

    @Test
    void timeoutIs503WithoutOlderRows() {
        Answer answer = ann.get("/api/views/note-lines?note=never&min-version=7");

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("retry-after")).isNotEmpty();
    }

    @Test
    void afterCommandWaits() {
        edge.lane.mode(Mode.DECIDES_WITHOUT_REPLYING);
        String key = UUID.randomUUID().toString();
        ann.post(
                "/api/streams/note/mine/write-note",
                "{\"text\":\"a\"}",
                "idempotency-key",
                key,
                "prefer",
                "respond-async");
        edge.lane.mode(Mode.DECIDES);

        Answer answer = ann.get("/api/views/note-lines?note=mine&after-command=" + key);

        assertThat(answer.json().path("version").asLong()).isEqualTo(1);
    }

    @Test
    void accessRulesAndUnknownViewsAreRefused() {
        assertThat(ann.get("/api/views/note-lines?note=secret").status()).isEqualTo(403);
        assertThat(ann.get("/api/views/nothing").status()).isEqualTo(404);
        assertThat(ann.get("/api/views").status()).isEqualTo(404);
        assertThat(edge.browser().get("/api/views/note-lines?note=a").status()).isEqualTo(401);
        assertThat(ann.post("/api/views/note-lines?note=a", "{}").status()).isEqualTo(405);
    }

    private static void write(String note) {
        assertThat(ann.post("/api/streams/note/" + note + "/write-note", "{\"text\":\"a\"}")
                        .status())
                .isEqualTo(200);
    }

    private static String pointer(String path) {
        Answer answer = ann.get(path);
        assertThat(answer.status()).isEqualTo(400);
        return answer.json().at("/errors/0/pointer").asText();
    }
}
