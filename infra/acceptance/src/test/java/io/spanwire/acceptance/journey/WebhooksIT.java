package io.spanwire.acceptance.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.spanwire.acceptance.client.HttpReply;
import io.spanwire.acceptance.client.SignedInUser;
import io.spanwire.acceptance.harness.BackendCondition;
import io.spanwire.acceptance.harness.Operator;
import io.spanwire.acceptance.harness.Server;
import io.spanwire.acceptance.harness.WebhookReceiver;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Webhooks of the whole program, managed over REST and the command line. */
@ExtendWith(BackendCondition.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(180)
class WebhooksIT {
    private static final Duration SOON = Duration.ofSeconds(40);
    private static final String WEBHOOKS = "/api/webhooks";

    private Server server;
    private Operator operator;
    private SignedInUser ann;
    private Path token;

    @BeforeAll
    void start() throws Exception {
        server = Server.start(
                "webhooks",
                "--set",
                "webhooks.plain-http=true",
                "--set",
                "webhooks.allowed-networks=127.0.0.1",
                "--set",
                "webhooks.longest-pause=1");
        operator = Operator.of(server);
        ann = server.signIn("Ann");
        token = Files.writeString(server.folder().resolve("operator.token"), operator.token());
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void eventsOfARoomArriveOpenedSignedAndInOrderAcrossAKill() throws Exception {
        try (WebhookReceiver receiver = new WebhookReceiver()) {
            HttpReply added = operator.send(
                    "POST",
                    WEBHOOKS,
                    "{\"feed\":\"chat/*\",\"types\":[\"chat.message-posted\"],\"url\":\"" + receiver.url() + "\"}");
            assertThat(added.status()).as(added.body()).isEqualTo(201);
            String secret = added.json().path("secret").asText();
            String room = Streams.chat();
            post(room, 1, 20);
            await().atMost(SOON).until(() -> received(receiver, room).size() == 20);

            server.kill();
            server.start();
            ann = server.signIn("Ann");
            post(room, 21, 30);
            await().atMost(SOON).until(() -> received(receiver, room).size() == 30);

            assertThat(received(receiver, room))
                    .isEqualTo(IntStream.rangeClosed(1, 30).boxed().toList());
            assertThat(receiver.taken()).allMatch(taken -> taken.isSignedWith(secret));
            assertThat(receiver.taken().get(0).event().at("/data/text").asText())
                    .isEqualTo("message 1");
            String stored = ann.get("/api/streams/" + room + "/events?limit=1").body();
            assertThat(stored).contains(receiver.taken().get(0).body());
            remove(added);
        }
    }

    @Test
    void replayDeliversArchivedEventsAndNothingOfForgottenPeople() throws Exception {
        String room = Streams.chat();
        SignedInUser bob = server.signIn("Bob");
        for (int i = 1; i <= 5; i++) {
            assertThat(bob.post(room, "post-message", "{\"text\":\"bob " + i + "\"}", Map.of())
                            .status())
                    .isEqualTo(200);
        }
        post(room, 6, 10);
        assertThat(server.run("archive", room, "--older-than", "0s").getKey()).isZero();
        try (WebhookReceiver receiver = new WebhookReceiver()) {
            HttpReply added = operator.send(
                    "POST",
                    WEBHOOKS,
                    "{\"feed\":\"chat/*\",\"from\":\"beginning\",\"url\":\"" + receiver.url() + "\"}");
            await().atMost(SOON).until(() -> received(receiver, room).size() == 10);
            assertThat(texts(receiver, room)).contains("bob 1", "message 10");
            await().atMost(SOON).until(() -> show(added).path("behind").asInt() == 0);
            String place = show(added).path("token").asText();
            Map.Entry<Integer, String> forgotten = server.run("forget", bob.subject(), "--yes");
            assertThat(forgotten.getKey()).as(forgotten.getValue()).isZero();

            int before = receiver.taken().size();
            HttpReply replayed = operator.send("POST", path(added) + "/replay", "{\"from\":\"beginning\"}");
            assertThat(replayed.status()).as(replayed.body()).isEqualTo(200);
            await().atMost(SOON).until(() -> show(added).path("behind").asInt() == 0);

            List<WebhookReceiver.Taken> again =
                    receiver.taken().subList(before, receiver.taken().size());
            assertThat(again.stream().filter(taken -> taken.body().contains(room)))
                    .hasSizeGreaterThanOrEqualTo(10);
            assertThat(again).noneMatch(taken -> taken.body().contains("bob 1"));
            assertThat(operator.send("POST", path(added) + "/replay", "{\"from\":\"" + place + "\"}")
                            .status())
                    .isEqualTo(200);
            remove(added);
        }
    }

    @Test
    void operatorsManageWebhooksInTheTerminal() throws Exception {
        try (WebhookReceiver receiver = new WebhookReceiver()) {
            assertOutput(command("list"), 0, "");
            Map.Entry<Integer, String> added = command("add", "list/*", receiver.url(), "--description", "lists");
            assertOutput(added, 0, "whsec_");
            String id = added.getValue().replaceAll("(?s).*\"id\" : \"([^\"]*)\".*", "$1");
            assertOutput(command("test", id), 0, "The receiver answered 204.");
            assertThat(receiver.taken().get(0).event().path("type").asText()).isEqualTo("spanwire.webhook-test");
            receiver.answers(number -> 500);
            assertOutput(command("test", id), 1, "The receiver answered 500.");
            assertOutput(command("pause", id, "--reason", "tea"), 0, "paused  behind 0  tea");
            assertOutput(command("list"), 0, "list/*  " + receiver.url() + "  paused");
            assertOutput(command("replay", id, "--from", "beginning"), 0, "paused");
            assertOutput(command("resume", id), 0, "active");
            assertOutput(command("rotate-secret", id), 0, "previousSecretUntil", "whsec_");
            Map.Entry<Integer, String> shown = command("show", id);
            assertOutput(shown, 0, "\"token\"", "lists");
            assertThat(shown.getValue()).doesNotContain("whsec_");
            assertOutput(command("remove", id), 0, id + " is removed");
            assertOutput(command("show", id), 1, "404");
            assertOutput(command("add", "list/*", "https://169.254.169.254/"), 1, "/url", "is not public");
            assertThat(server.output()).doesNotContain("whsec_");
        }
    }

    @Test
    void webhooksAreForOperators() throws Exception {
        HttpReply refused = ann.get(WEBHOOKS);

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.problem()).isEqualTo("forbidden");
    }

    private Map.Entry<Integer, String> command(String... arguments) throws Exception {
        String[] all = new String[arguments.length + 5];
        all[0] = "webhooks";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        all[arguments.length + 1] = "--token-file";
        all[arguments.length + 2] = token.toString();
        all[arguments.length + 3] = "--data";
        all[arguments.length + 4] = server.folder().resolve("data").toString();
        return server.runClient(all);
    }

    private static void assertOutput(Map.Entry<Integer, String> result, int code, String... texts) {
        assertThat(result.getKey()).as(result.getValue()).isEqualTo(code);
        assertThat(result.getValue()).contains(texts);
    }

    private void post(String room, int first, int last) throws Exception {
        for (int i = first; i <= last; i++) {
            HttpReply reply = ann.post(room, "post-message", "{\"text\":\"message " + i + "\"}", Map.of());
            assertThat(reply.status()).as(reply.body()).isIn(200, 202);
        }
    }

    private static List<Integer> received(WebhookReceiver receiver, String room) {
        return receiver.versions().getOrDefault("/streams/" + room, List.of());
    }

    private static List<String> texts(WebhookReceiver receiver, String room) {
        return receiver.taken().stream()
                .map(WebhookReceiver.Taken::event)
                .filter(event -> event.path("source").asText().equals("/streams/" + room))
                .map(event -> event.at("/data/text").asText())
                .toList();
    }

    private JsonNode show(HttpReply added) throws Exception {
        return operator.send("GET", path(added), "").json();
    }

    private void remove(HttpReply added) throws Exception {
        assertThat(operator.send("DELETE", path(added), "").status()).isEqualTo(204);
    }

    private static String path(HttpReply added) {
        return WEBHOOKS + '/' + added.json().path("id").asText();
    }
}
