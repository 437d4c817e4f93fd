package io.spanwire.acceptance.journey;

import static io.spanwire.acceptance.journey.CommandIT.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.spanwire.acceptance.client.HttpReply;
import io.spanwire.acceptance.client.SignedInUser;
import io.spanwire.acceptance.client.StreamReplay;
import io.spanwire.acceptance.harness.BackendCondition;
import io.spanwire.acceptance.harness.HistoryVerdict;
import io.spanwire.acceptance.harness.OwnerDatabase;
import io.spanwire.acceptance.harness.PublishedEvents;
import io.spanwire.acceptance.harness.Server;
import io.spanwire.acceptance.harness.TestFolders;
import io.spanwire.acceptance.history.Recorder;
import io.spanwire.acceptance.history.Rule;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Personal data are readable while their keys live, nowhere in the clear, and gone from every replay afterwards. */
@ExtendWith(BackendCondition.class)
@Tag("long")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(300)
class ForgetIT {
    private static final Duration SOON = Duration.ofSeconds(30);
    /** The rules that need no record of what clients did. */
    private static final Set<Rule> STORED = Set.of(
            Rule.DENSE_VERSIONS,
            Rule.DENSE_POSITIONS,
            Rule.OFFSETS_DECIDED,
            Rule.REPLAYS_AGREE,
            Rule.READ_MODEL_IS_FOLD);

    private Server server;
    private OwnerDatabase database;
    private SignedInUser bob;

    @BeforeAll
    void start() throws Exception {
        server = Server.start("forget");
        database = server.backend().owner();
        bob = server.signIn("Bob");
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void forgottenSubjectIsGoneFromEveryReplay() throws Exception {
        String room = Streams.chat();
        SignedInUser ann = server.signIn("Annabel");
        post(ann, room, "my hidden plan");
        post(bob, room, "good morning");
        assertThat(everyForm(room).get(0))
                .contains("my hidden plan", "Annabel")
                .doesNotContain("personal", "forgotten");
        assertThat(rows(room)).contains("my hidden plan", "Annabel");
        assertNothingIsInTheClear("hidden plan", "Annabel");

        assertOutput(server.run("forget", ann.subject(), "--dry-run"), 0, room, "room-messages handles the event");
        assertThat(everyForm(room).get(0)).contains("my hidden plan");
        assertOutput(
                server.run("forget", ann.subject(), "--yes"), 0, "the key is destroyed", "is forgotten in 1 stream");

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(everyForm(room).get(0)).doesNotContain("hidden"));
        List<String> events = everyForm(room);
        assertThat(events.get(0)).contains("\"author\":\"\",\"text\":\"\"").endsWith("},\"forgotten\":true}");
        assertThat(events.get(1)).contains("good morning", "Bob").doesNotContain("forgotten");
        assertThat(events.get(2)).contains("chat.subject-forgotten", "{\"subject\":\"" + ann.subject() + "\"}");
        assertThat(rows(room)).contains("good morning").doesNotContain("hidden", "Annabel");
        assertOutput(server.run("verify", "room-messages"), 0, "equal to the events");
        assertOutput(server.run("forget", ann.subject(), "--yes"), 1, "No personal data");
        assertPromisesHold();

        post(ann, room, "back again");
        assertThat(everyForm(room).get(3)).contains("back again", "Annabel");
        assertThat(database.number("select count(*) from spanwire.personal_key where subject = ?", ann.subject()))
                .as("a new key")
                .isEqualTo(1);
    }

    @Test
    void deletedMessageIsForgottenForEveryone() throws Exception {
        String room = Streams.chat();
        post(bob, room, "first thought");
        post(bob, room, "another message");
        send(bob, room, "edit-message", "{\"message\":1,\"text\":\"second thought\"}");
        assertThat(everyForm(room)).anyMatch(event -> event.contains("second thought"));

        send(bob, room, "delete-message", "{\"message\":1}");

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(everyForm(room).get(0)).endsWith("\"forgotten\":true}"));
        List<String> events = everyForm(room);
        assertThat(events).noneMatch(event -> event.contains("thought"));
        assertThat(events.get(1)).contains("another message");
        assertThat(events.get(2)).contains("\"message\":1,\"text\":\"\"").endsWith("\"forgotten\":true}");
        assertThat(events.get(3)).contains("chat.message-deleted");
        assertThat(database.number("select count(*) from spanwire.event where secret is not null and stream = ?", room))
                .isEqualTo(1);
        assertThat(database.number("select count(*) from spanwire.stream where snapshot like '%thought%'"))
                .isZero();
        assertPromisesHold();
    }

    @Test
    void interruptedForgettingIsFinishedByTheNext() throws Exception {
        String room = Streams.chat();
        SignedInUser carl = server.signIn("Carl");
        post(carl, room, "carl was here");
        assertThat(database.number("select spanwire.forget_subject(?, 'killed')", carl.subject()))
                .isPositive();
        assertThat(head(room)).isEqualTo(1);

        assertOutput(server.run("forget", carl.subject(), "--yes"), 0, "an earlier run was not finished", room);

        assertThat(head(room)).isEqualTo(2);
        assertThat(everyForm(room).get(0)).doesNotContain("carl was here");
        assertThat(database.number("select count(*) from spanwire.forgetting where finished is null"))
                .isZero();
    }

    @Test
    void readModelThatDoesNotHandleTheEventIsRebuilt() throws Exception {
        String room = Streams.chat();
        SignedInUser dora = server.signIn("Dora");
        post(dora, room, "dora was here");
        database.execute("update spanwire.projection set forgetting = 'rebuild' where name = 'room-messages'");
        try {
            assertOutput(
                    server.run("forget", dora.subject(), "--yes"),
                    0,
                    "room-messages is rebuilt",
                    "room-messages: rebuilt: done",
                    "the replaced tables, which had personal data, are dropped");
        } finally {
            database.execute("update spanwire.projection set forgetting = 'event' where name = 'room-messages'");
        }

        assertThat(rows(room)).doesNotContain("dora was here").contains(dora.subject());
        assertThat(database.number("select count(*) from spanwire.replaced_projection"))
                .isZero();
    }

    @Test
    void clientsCannotSendTheCommand() throws Exception {
        String room = Streams.chat();
        post(bob, room, "still here");

        HttpReply reply = bob.post(room, "forget-subject", "{\"subject\":\"" + bob.subject() + "\"}", Map.of());
        assertProblem(reply, 404, "unknown-command");

        assertThat(everyForm(room)).singleElement().asString().contains("still here");
    }

    @Test
    void exportShowsPersonalDataOnlyWhenAsked() throws Exception {
        String room = Streams.chat();
        post(bob, room, "for my eyes only");

        assertThat(server.run("export", room).getValue())
                .contains("\"text\":\"\"},\"forgotten\":true}")
                .doesNotContain("for my eyes only", "\"personal\"");
        assertThat(server.run("export", room, "--personal").getValue())
                .contains("for my eyes only")
                .doesNotContain("\"personal\"", "forgotten");
    }

    private void assertNothingIsInTheClear(String... words) throws Exception {
        for (String word : words) {
            assertThat(database.number("select count(*) from spanwire.event where body like ?", '%' + word + '%'))
                    .as(word + " in a stored event")
                    .isZero();
        }
        assertThat(PublishedEvents.of(server.backend().kafka()).values()).allSatisfy(events -> assertThat(events)
                .allSatisfy(event -> assertThat(event.body().toString()).doesNotContain(words)));
    }

    /** The events of a stream, which are the same over WebSocket, as pages, and as NDJSON; its state can be folded. */
    private List<String> everyForm(String stream) throws Exception {
        List<String> pages = StreamReplay.pages(bob, stream);
        assertThat(StreamReplay.socket(bob, stream)).isEqualTo(pages);
        String path = "/api/streams/" + stream;
        assertThat(bob.get(path + "/events?after=0", Map.of("Accept", "application/x-ndjson"))
                        .body()
                        .lines())
                .containsExactlyElementsOf(pages);
        assertThat(bob.get(path).json().path("version").asInt()).isEqualTo(pages.size());
        return pages;
    }

    private long head(String stream) throws Exception {
        return bob.get("/api/streams/" + stream).json().path("version").asLong();
    }

    private String rows(String room) throws Exception {
        return bob.get("/api/views/room-messages?room=" + Streams.key(room)).body();
    }

    private void assertPromisesHold() throws Exception {
        try (Recorder none = Recorder.to(TestFolders.fresh("forget-history").resolve("history.jsonl"))) {
            assertThat(HistoryVerdict.violations(server.backend(), bob, none))
                    .filteredOn(violation -> STORED.contains(violation.rule()))
                    .isEmpty();
        }
    }

    private static void post(SignedInUser user, String room, String text) throws Exception {
        send(user, room, "post-message", "{\"text\":\"" + text + "\"}");
    }

    private static void send(SignedInUser user, String room, String command, String data) throws Exception {
        HttpReply reply = user.post(room, command, data, Map.of());
        assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
    }

    private static void assertOutput(Map.Entry<Integer, String> run, int exit, String... words) {
        assertThat(run.getValue()).contains(words).doesNotContain("Exception");
        assertThat(run.getKey()).isEqualTo(exit);
    }
}
