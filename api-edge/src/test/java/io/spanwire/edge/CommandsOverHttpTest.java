package io.spanwire.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.spanwire.edge.Browser.Answer;
import io.spanwire.edge.FakeLane.Mode;
import io.spanwire.edge.FakeLane.Table;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import javax.net.ssl.SSLSocket;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class CommandsOverHttpTest {
    private static TestEdge edge;
    private static Browser ann;

    @BeforeAll
    static void open() {
        edge = new TestEdge();
        ann = edge.browser().signIn("Ann");
    }

    @AfterAll
    static void close() {
        edge.close();
    }

    @AfterEach
    void decideAgain() {
        edge.lane.mode(Mode.DECIDES);
        edge.lane.table(Table.ANSWERS);
        Awaitility.await().until(() -> edge.waiters().size() == 0);
    }

    @Test
    void acceptedCommandAnswersWithItsVersion() {
        Answer answer = ann.post("/api/streams/note/first/write-note", "{\"text\":\"hello\"}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("etag")).isEqualTo("\"1\"");
        assertThat(answer.json().fieldNames())
                .toIterable()
                .containsExactly("command", "outcome", "stream", "version", "events");
        assertThat(answer.json().path("outcome").asText()).isEqualTo("accepted");
        assertThat(answer.json().path("stream").asText()).isEqualTo("note/first");
        assertThat(UUID.fromString(answer.json().path("command").asText()).version())
                .isEqualTo(7);
    }

    @Test
    void sameKeyIsTheSameCommand() {
        String key = UUID.randomUUID().toString();

        Answer first = ann.post("/api/streams/note/keyed/write-note", "{\"text\":\"a\"}", "idempotency-key", key);
        Answer again = ann.post("/api/streams/note/keyed/write-note", "{ \"text\" : \"a\" }", "idempotency-key", key);

        assertThat(first.json().path("command").asText()).isEqualTo(key);
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.body()).isEqualTo(first.body());
    }

    @Test
    void sameKeyWithAnotherBodyIsRefused() {
        String key = UUID.randomUUID().toString();
        ann.post("/api/streams/note/reused/write-note", "{\"text\":\"a\"}", "idempotency-key", key);

        Answer reused = ann.post("/api/streams/note/reused/write-note", "{\"text\":\"b\"}", "idempotency-key", key);

        assertThat(reused.status()).isEqualTo(422);
        assertThat(reused.code()).isEqualTo("key-reused");
    }

    @Test
    void otherCallersKeyIsRefused() {
        String key = UUID.randomUUID().toString();
        ann.post("/api/streams/note/shared/write-note", "{\"text\":\"a\"}", "idempotency-key", key);

        Answer other = edge.browser()
                .signIn("Bob")
                .post("/api/streams/note/shared/write-note", "{\"text\":\"a\"}", "idempotency-key", key);

        assertThat(other.status()).isEqualTo(422);
    }

    @Test
    void malformedHeadersAreRefused() {
        assertThat(write("idempotency-key", "not-a-uuid").code()).isEqualTo("malformed");
        assertThat(write("if-match", "41").status()).isEqualTo(400);
        assertThat(write("if-match", "W/\"41\"").status()).isEqualTo(400);
        assertThat(write("prefer", "wait=soon").status()).isEqualTo(400);
    }

    @Test
    void staleVersionIs412() {
        ann.post("/api/streams/note/versioned/write-note", "{\"text\":\"a\"}");

        Answer stale = ann.post("/api/streams/note/versioned/write-note", "{\"text\":\"b\"}", "if-match", "\"0\"");
        Answer fresh = ann.post("/api/streams/note/versioned/write-note", "{\"text\":\"b\"}", "if-match", "\"1\"");

        assertThat(stale.status()).isEqualTo(412);
        assertThat(stale.code()).isEqualTo("stale-version");
        assertThat(fresh.status()).isEqualTo(200);
    }

    @Test
    void domainRejectionIs409WithItsOwnType() {
        Answer rejected = ann.post("/api/streams/note/first/lock-note", "{}");

        assertThat(rejected.status()).isEqualTo(409);
        assertThat(rejected.header("content-type")).isEqualTo("application/problem+json");
        assertThat(rejected.json().path("type").asText()).isEqualTo("/problems/locked");
        assertThat(rejected.json().path("command").asText()).hasSize(36);
    }

    @Test
    void dataThatDoesNotMatchIs400WithPointers() {
        Answer wrong = ann.post("/api/streams/note/first/write-note", "{\"text\":1}");
        Answer more = ann.post("/api/streams/note/first/write-note", "{\"text\":\"a\",\"more\":1}");
        Answer broken = ann.post("/api/streams/note/first/write-note", "{\"text\":");
        Answer twice = ann.post("/api/streams/note/first/write-note", "{\"text\":\"a\",\"text\":\"b\"}");
        Answer empty = ann.post("/api/streams/note/first/write-note", "");

        assertThat(wrong.status()).isEqualTo(400);
        assertThat(wrong.json().at("/errors/0/pointer").asText()).isEqualTo("/text");
        assertThat(more.json().at("/errors/0/pointer").asText()).isEqualTo("/more");
        assertThat(broken.code()).isEqualTo("malformed");
        assertThat(twice.code()).isEqualTo("malformed");
        assertThat(empty.code()).isEqualTo("malformed");
    }

    @Test
    void unknownAddressesAre404() {
        assertThat(ann.post("/api/streams/note/first/burn-note", "{}").code()).isEqualTo("unknown-command");
        assertThat(ann.post("/api/streams/nothing/first/burn", "{}").code()).isEqualTo("unknown-stream-type");
        assertThat(ann.post("/api/streams/note/first", "{}").status()).isEqualTo(404);
        assertThat(ann.post("/api/streams/note/first/write-note/more", "{}").status())
                .isEqualTo(404);
        assertThat(ann.post("/api/streams/note/b%C3%A4d/write-note", "{\"text\":\"a\"}")
                        .code())
                .isEqualTo("malformed");
    }

    @Test
    void otherMethodsAre405WithAllow() {
        Answer answer = ann.get("/api/streams/note/first/write-note");

        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.header("allow")).isEqualTo("POST");
    }

    @Test
    void bodyThatIsTooLargeIs413AndOtherMediaTypesAre415() {
        String large = "{\"text\":\"" + "x".repeat(70 << 10) + "\"}";

        assertThat(ann.post("/api/streams/note/first/write-note", large).status())
                .isEqualTo(413);
        assertThat(write("content-type", "text/plain").status()).isEqualTo(415);
        assertThat(write("content-type", "application/json; charset=latin1").status())
                .isEqualTo(415);
        assertThat(write("content-type", "application/json; charset=UTF-8").status())
                .isEqualTo(200);
    }

    @Test
    void accessRulesAreAskedEvenThroughViews() {
        Browser bob = edge.browser().signIn("Bob");

        assertThat(ann.post("/api/streams/note/secret/write-note", "{\"text\":\"a\"}")
                        .status())
                .isEqualTo(403);
        assertThat(ann.post("/api/streams/note/club/write-note", "{\"text\":\"a\"}")
                        .status())
                .isEqualTo(200);
        assertThat(bob.post("/api/streams/note/club/write-note", "{\"text\":\"a\"}")
                        .status())
                .isEqualTo(403);
    }

    @Test
    void respondAsyncAnswers202AndTheOutcomeFollows() {
        Answer answer = write("prefer", "respond-async");

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.header("preference-applied")).isEqualTo("respond-async");
        Awaitility.await().untilAsserted(() -> assertThat(ann.get(answer.header("location"))
                        .json()
                        .path("outcome")
                        .asText())
                .isEqualTo("accepted"));
    }

    @Test
    void waitThatRunsOutAnswers202WithoutLosingTheCommand() {
        edge.lane.mode(Mode.ACKNOWLEDGES_ONLY);

        Answer answer = write("prefer", "wait=1");
        Answer undecided = ann.get(answer.header("location"));
        edge.lane.decideLate(UUID.fromString(answer.json().path("command").asText()));
        Answer decided = ann.get(answer.header("location"));

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.header("preference-applied")).isEqualTo("wait=1");
        assertThat(undecided.status()).isEqualTo(202);
        assertThat(undecided.json().path("outcome").asText()).isEqualTo("undecided");
        assertThat(decided.status()).isEqualTo(200);
        assertThat(decided.json().path("outcome").asText()).isEqualTo("accepted");
    }

    @Test
    void lostHintIsMadeGoodByTheTable() {
        edge.lane.mode(Mode.DECIDES_BUT_TELLS_NOBODY);

        assertThat(write("prefer", "wait=1").status()).isEqualTo(200);
    }

    @Test
    void databaseAwayStillAccepts() {
        edge.lane.mode(Mode.ACKNOWLEDGES_ONLY);
        edge.lane.table(Table.REFUSES);

        Answer answer = write("prefer", "wait=1");

        assertThat(answer.status()).isEqualTo(202);
        assertThat(ann.get(answer.header("location")).status()).isEqualTo(503);
    }

    @Test
    void databaseThatNeverAnswersKeepsNobodyWaiting() {
        edge.lane.mode(Mode.ACKNOWLEDGES_ONLY);
        edge.lane.table(Table.NEVER_ANSWERS);

        Answer answer = write("prefer", "wait=1");

        UUID command = UUID.fromString(answer.json().path("command").asText());
        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.header("location")).isEqualTo("/api/commands/" + command);
        assertThat(edge.lane.asked()).contains(command);
    }

    @Test
    void kafkaThatRefusesIs503WithRetryAfter() {
        edge.lane.mode(Mode.REFUSES);

        Answer waiting = write("prefer", "");
        Answer async = write("prefer", "respond-async");

        assertThat(waiting.status()).isEqualTo(503);
        assertThat(waiting.header("retry-after")).isEqualTo("1");
        assertThat(async.status()).isEqualTo(503);
    }

    @Test
    void nothingIsAcceptedBeforeKafkaAcknowledges() throws Exception {
        edge.lane.mode(Mode.NEVER_ANSWERS);
        int before = edge.lane.published().size();
        try (SSLSocket socket =
                (SSLSocket) Browser.trusting().getSocketFactory().createSocket("localhost", edge.door.port())) {
            OutputStream out = socket.getOutputStream();
            out.write(raw("/api/streams/note/first/write-note", "{\"text\":\"a\"}"));
            out.flush();
            Awaitility.await().until(() -> edge.lane.published().size() > before);
            socket.setSoTimeout(1_000);
            assertThat(answers(socket.getInputStream())).isFalse();
        }
    }

    @Test
    void clientThatLeavesIsForgotten() throws Exception {
        edge.lane.mode(Mode.ACKNOWLEDGES_ONLY);
        try (SSLSocket socket =
                (SSLSocket) Browser.trusting().getSocketFactory().createSocket("localhost", edge.door.port())) {
            OutputStream out = socket.getOutputStream();
            out.write(raw("/api/streams/note/first/write-note", "{\"text\":\"a\"}", "Prefer: wait=20"));
            out.flush();
            Awaitility.await().until(() -> edge.waiters().size() == 1);
        }
        Awaitility.await()
                .atMost(Duration.ofSeconds(8))
                .until(() -> edge.waiters().size() == 0);
    }

    @Test
    void outcomeIsForItsSenderAndForReaders() {
        Browser bob = edge.browser().signIn("Bob");
        String club = ann.post("/api/streams/note/club/write-note", "{\"text\":\"a\"}")
                .json()
                .path("command")
                .asText();
        String open = ann.post("/api/streams/note/open/write-note", "{\"text\":\"a\"}")
                .json()
                .path("command")
                .asText();

        assertThat(ann.get("/api/commands/" + club).status()).isEqualTo(200);
        assertThat(bob.get("/api/commands/" + club).status()).isEqualTo(403);
        assertThat(bob.get("/api/commands/" + open).status()).isEqualTo(200);
        assertThat(bob.get("/api/commands/nonsense").status()).isEqualTo(400);
    }

    @Test
    void dataIsCanonicalText() {
        ann.post("/api/streams/note/canonical/write-note", " { \"text\" : \"\\u0041\" } ");

        assertThat(edge.lane.published().get(edge.lane.published().size() - 1).data())
                .isEqualTo("{\"text\":\"A\"}");
    }

    private static Answer write(String header, String value) {
        return ann.post("/api/streams/note/any/write-note", "{\"text\":\"a\"}", header, value);
    }

    private static byte[] raw(String path, String body, String... headers) {
        String more = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
        String text = "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nCookie: "
                + ann.cookie() + "\r\nX-CSRF-Token: " + ann.csrf() + "\r\n" + more + "Content-Length: " + body.length()
                + "\r\n\r\n" + body;
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static boolean answers(InputStream in) throws Exception {
        try {
            return in.read() >= 0;
        } catch (java.net.SocketTimeoutException silent) {
            return false;
        }
    }
}
