package io.spanwire.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.spanwire.edge.FakeLane.Mode;
import io.spanwire.edge.FakeLane.Table;
import io.spanwire.edge.TestBrowser.Answer;
import io.spanwire.edge.security.RateLimit.Rate;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import javax.net.ssl.SSLSocket;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** How the wait for an outcome ends. */
class CommandWaitsOverHttpTest {
    @AutoClose
    private static final TestEdge edge = new TestEdge();

    private static final TestBrowser ann = edge.browser().signIn("Ann");

    @AfterEach
    void decideAgain() {
        edge.lane.mode(Mode.DECIDES);
        edge.lane.table(Table.ANSWERS);
        Awaitility.await().until(() -> edge.waiters().size() == 0);
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
    void timeoutAnswers202WithoutLosingTheCommand() {
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
    void failedCommandIsDecidedAgainWithTheSameKey() {
        String key = UUID.randomUUID().toString();
        edge.lane.mode(Mode.FAILS);

        Answer failed = write("idempotency-key", key);
        Answer onRecord = ann.get("/api/commands/" + key);
        edge.lane.mode(Mode.DECIDES);
        Answer decided = write("idempotency-key", key);

        assertThat(failed.status()).isEqualTo(500);
        assertThat(failed.code()).isEqualTo("undecidable");
        assertThat(failed.json().path("command").asText()).isEqualTo(key);
        assertThat(onRecord.status()).isEqualTo(200);
        assertThat(onRecord.json().path("outcome").asText()).isEqualTo("failed");
        assertThat(onRecord.json().at("/problem/type").asText()).isEqualTo("/problems/undecidable");
        assertThat(onRecord.json().fieldNames())
                .toIterable()
                .containsExactly("command", "outcome", "stream", "problem");
        assertThat(decided.status()).isEqualTo(200);
    }

    @Test
    void storedFailureDoesNotEndAWait() {
        edge.lane.mode(Mode.FAILS_WITHOUT_REPLYING);

        Answer answer = write("prefer", "wait=1");

        assertThat(answer.status()).isEqualTo(202);
        assertThat(ann.get(answer.header("location")).json().path("outcome").asText())
                .isEqualTo("failed");
    }

    @Test
    void missingReplyIsReplacedByTheStoredOutcome() {
        edge.lane.mode(Mode.DECIDES_WITHOUT_REPLYING);

        assertThat(write("prefer", "wait=1").status()).isEqualTo(200);
    }

    @Test
    void commandIsAcceptedWithoutDatabase() {
        edge.lane.mode(Mode.ACKNOWLEDGES_ONLY);
        edge.lane.table(Table.REFUSES);

        Answer answer = write("prefer", "wait=1");

        assertThat(answer.status()).isEqualTo(202);
        assertThat(ann.get(answer.header("location")).status()).isEqualTo(503);
    }

    @Test
    void silentDatabaseDoesNotBlockTheAnswer() {
        edge.lane.mode(Mode.ACKNOWLEDGES_ONLY);
        edge.lane.table(Table.NEVER_ANSWERS);

        Answer answer = write("prefer", "wait=1");

        UUID command = UUID.fromString(answer.json().path("command").asText());
        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.header("location")).isEqualTo("/api/commands/" + command);
        assertThat(edge.lane.lookups()).contains(command);
    }

    @Test
    void refusalByKafkaIs503WithRetryAfter() {
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
                (SSLSocket) TestBrowser.trusting().getSocketFactory().createSocket("localhost", edge.frontend.port())) {
            OutputStream out = socket.getOutputStream();
            out.write(raw("/api/streams/note/first/write-note", "{\"text\":\"a\"}"));
            out.flush();
            Awaitility.await().until(() -> edge.lane.published().size() > before);
            socket.setSoTimeout(1_000);
            assertThat(answers(socket.getInputStream())).isFalse();
        }
    }

    @Test
    void disconnectedClientIsRemoved() throws Exception {
        edge.lane.mode(Mode.ACKNOWLEDGES_ONLY);
        try (SSLSocket socket =
                (SSLSocket) TestBrowser.trusting().getSocketFactory().createSocket("localhost", edge.frontend.port())) {
            OutputStream out = socket.getOutputStream();
            out.write(raw("/api/streams/note/first/write-note", "{\"text\":\"a\"}", "Prefer: wait=20"));
            out.flush();
            Awaitility.await().until(() -> edge.waiters().size() == 1);
        }
        Awaitility.await()
                .atMost(Duration.ofSeconds(8))
                .until(() -> edge.waiters().size() == 0);
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

    @Test
    void rateLimitedCallerGetsRetryAfter() {
        LimitSettings defaults = LimitSettings.defaults();
        Rate hourly = new Rate(1, 1, Duration.ofHours(1));
        try (TestEdge strict = new TestEdge(settings -> TestEdge.with(TestLimits.with(
                defaults, new LimitSettings.Rates(defaults.rates().signIns(), hourly))))) {
            TestBrowser hasty = strict.browser().signIn("Ann");

            Answer first = hasty.post("/api/streams/note/hasty/write-note", "{\"text\":\"a\"}");
            Answer refused = hasty.post("/api/streams/note/hasty/write-note", "{\"text\":\"a\"}");

            assertThat(first.status()).isEqualTo(200);
            assertThat(refused.status()).isEqualTo(429);
            assertThat(Integer.parseInt(refused.header("retry-after"))).isBetween(3_000, 3_601);
        }
    }

    private static boolean answers(InputStream in) throws Exception {
        try {
            return in.read() >= 0;
        } catch (java.net.SocketTimeoutException silent) {
            return false;
        }
    }
}
