package io.spanwire.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.spanwire.edge.TestBrowser.Answer;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The checks of commands, and the answers to their outcomes. */
class CommandsOverHttpTest {
    @AutoClose
    private static final TestEdge edge = new TestEdge();

    private static final TestBrowser ann = edge.browser().signIn("Ann");

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
    void anyTextIsAKeyBareOrQuoted() {
        Answer first = order(ann, "a", "order-1");
        Answer again = order(ann, "a", "\"order-1\"");
        Answer reused = order(ann, "b", "order-1");
        String command = first.json().path("command").asText();

        assertThat(again.body()).isEqualTo(first.body());
        assertThat(reused.code()).isEqualTo("key-reused");
        assertThat(UUID.fromString(command).version()).isEqualTo(5);
        assertThat(ann.get("/api/commands/" + command).status()).isEqualTo(200);
        assertThat(order(ann, "a", "!".repeat(255)).status()).isEqualTo(200);
    }

    @Test
    void sameKeyOfTwoCallersIsTwoCommands() {
        Answer anns = order(ann, "a", "order-2");
        Answer bobs = order(edge.browser().signIn("Bob"), "b", "order-2");

        assertThat(anns.status()).isEqualTo(200);
        assertThat(bobs.status()).isEqualTo(200);
    }

    @Test
    void malformedHeadersAreRefused() {
        assertThat(write("idempotency-key", "two words").code()).isEqualTo("malformed");
        assertThat(write("idempotency-key", "\"open").code()).isEqualTo("malformed");
        assertThat(write("idempotency-key", "\"\"").code()).isEqualTo("malformed");
        assertThat(write("idempotency-key", "k".repeat(256)).code()).isEqualTo("malformed");
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
    void unknownMethodsAre405WithAllow() {
        Answer answer = ann.get("/api/streams/note/first/write-note");

        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.header("allow")).isEqualTo("POST");
    }

    @Test
    void largeBodyIs413AndOtherMediaTypesAre415() {
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
    void accessRulesMayQueryViews() {
        TestBrowser bob = edge.browser().signIn("Bob");

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
    void outcomeIsForItsSenderAndForReaders() {
        TestBrowser bob = edge.browser().signIn("Bob");
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

    @Test
    void bodyIsParsedOnlyForAllowedCallers() {
        assertThat(ann.post("/api/streams/note/secret/write-note", "{\"text\":").status())
                .isEqualTo(403);
    }

    private static Answer order(TestBrowser caller, String text, String key) {
        return caller.post(
                "/api/streams/note/orders/write-note", "{\"text\":\"" + text + "\"}", "idempotency-key", key);
    }

    private static Answer write(String header, String value) {
        return ann.post("/api/streams/note/any/write-note", "{\"text\":\"a\"}", header, value);
    }
}
