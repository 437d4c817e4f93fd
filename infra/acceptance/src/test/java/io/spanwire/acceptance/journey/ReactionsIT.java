package io.spanwire.acceptance.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.spanwire.acceptance.client.HttpReply;
import io.spanwire.acceptance.client.SignedInUser;
import io.spanwire.acceptance.harness.BackendCondition;
import io.spanwire.acceptance.harness.DomainJarBuilder;
import io.spanwire.acceptance.harness.Server;
import io.spanwire.acceptance.harness.TestFolders;
import io.spanwire.acceptance.harness.WorkDomain;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Reactions and timers of a domain, in the whole program, which is killed, and with operators who release what waits. */
@ExtendWith(BackendCondition.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Timeout(300)
class ReactionsIT {
    private static final Duration SOON = Duration.ofSeconds(60);

    private Path jar;
    private Server server;
    private SignedInUser ann;

    @BeforeAll
    void start() throws Exception {
        jar = TestFolders.fresh("reactions-domains").resolve("work.jar");
        DomainJarBuilder.build(jar, "Work", WorkDomain.SOURCE);
        server = Server.start("reactions", "--domains", jar.toString());
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @BeforeEach
    void signIn() throws Exception {
        ann = server.signIn("Ann");
    }

    @Test
    @Order(1)
    void reactionTakesEffectAndItsChainCanBeShown() throws Exception {
        String command = accepted("job/a", "start", "{\"note\":\"first\"}")
                .path("command")
                .asText();

        List<JsonNode> added = await().atMost(SOON).until(() -> events("tally/first"), events -> !events.isEmpty());

        assertThat(added).hasSize(1);
        JsonNode event = added.get(0);
        assertThat(event.path("actor").asText()).isEqualTo("reaction:count");
        assertThat(event.path("correlationid").asText()).isEqualTo(command);
        assertThat(event.path("causationid").asText()).isEqualTo("job/a/1");
        assertThat(event.path("depth").asInt()).isEqualTo(1);
        JsonNode cause = events("job/a").get(0);
        assertThat(cause.path("correlationid").asText()).isEqualTo(command);
        assertThat(cause.path("causationid").asText()).isEqualTo(command);
        assertThat(cause.has("depth")).isFalse();
        assertThat(server.run("reactions", "chain", "tally/first/1").getValue())
                .contains("job/a  start  by " + ann.subject() + "  accepted, version 1")
                .contains("tally/first  add  by reaction:count  accepted, version 1  (reaction count to job/a/1)");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(server.run("reactions", "list").getValue())
                        .contains("count  version 1  from the beginning  behind 0  parked 0"));
    }

    @Test
    @Order(2)
    void failingReactionParksOneStreamUntilAnOperatorReleasesIt() throws Exception {
        accepted("job/bad", "start", "{\"note\":\"BAD\"}");
        accepted("job/bad", "start", "{\"note\":\"behind\"}");
        accepted("job/good", "start", "{\"note\":\"elsewhere\"}");

        await().atMost(SOON).until(() -> events("tally/elsewhere").size() == 1);
        await().atMost(SOON).untilAsserted(() -> assertThat(
                        server.run("reactions", "parked").getValue())
                .contains("count  job/bad", "waiting 2  at version 1  it threw java.lang.IllegalStateException"));
        assertThat(events("tally/behind")).isEmpty();
        Map.Entry<Integer, String> retried = server.run("reactions", "retry", "count", "job/bad");
        assertThat(retried.getKey()).isEqualTo(1);
        assertThat(retried.getValue()).contains("2 waiting; parked again at version 1");

        assertThat(server.run("reactions", "drop", "count", "job/bad").getValue())
                .contains("none waiting; the reaction continues");

        await().atMost(SOON).until(() -> events("tally/behind").size() == 1);
        assertThat(server.run("reactions", "retry", "count", "job/bad").getValue())
                .contains("Nothing of job/bad waits for the reaction count.");
    }

    @Test
    @Tag("long")
    @Order(3)
    void reactionsThatCauseEachOtherEnd() throws Exception {
        accepted("job/loop", "spin", "{}");

        await().atMost(SOON).untilAsserted(() -> assertThat(
                        server.run("reactions", "parked").getValue())
                .contains("again  job/loop", "probably cause each other without end"));

        List<JsonNode> spun = events("job/loop");
        assertThat(spun).hasSize(17);
        assertThat(spun.get(16).path("depth").asInt()).isEqualTo(16);
        assertThat(server.run("reactions", "drop", "again", "job/loop", "--all").getKey())
                .isZero();
    }

    @Test
    @Order(4)
    void timersRingOnceInTimeUnlessTheyAreCancelledOrMoved() throws Exception {
        Instant soon = Instant.now().plusSeconds(2);
        accepted("job/rings", "remind", remind(soon, "now"));
        accepted("job/cancelled", "remind", remind(soon, "never"));
        accepted("job/cancelled", "forget", "{}");
        accepted("job/moved", "remind", remind(soon, "early"));
        accepted("job/moved", "remind", remind(soon.plusSeconds(1), "late"));
        accepted("job/past", "remind", remind(Instant.parse("2001-01-01T00:00:00Z"), "past"));
        HttpReply tooFar = ann.post("job/far", "remind", remind(Instant.parse("9999-12-31T00:00:00Z"), "x"), Map.of());

        assertThat(tooFar.status()).isEqualTo(400);
        assertThat(tooFar.body()).contains("more than 3660 days ahead");
        assertThat(events("job/far")).isEmpty();
        await().atMost(SOON).until(() -> says("job/moved").contains("late"));
        assertThat(says("job/moved")).containsExactly("late");
        assertThat(says("job/past")).containsExactly("past");
        assertThat(says("job/rings")).containsExactly("now");
        assertThat(says("job/cancelled")).isEmpty();
        JsonNode rang = events("job/rings").get(1);
        assertThat(Instant.parse(rang.path("time").asText())).isAfterOrEqualTo(soon);
        assertThat(rang.path("actor").asText()).isEqualTo("timer:job");
        assertThat(rang.path("correlationid").asText())
                .isEqualTo(events("job/rings").get(0).path("command").asText());
    }

    @Test
    @Tag("long")
    @Order(5)
    void commandOfATimerThatCannotBeDecidedWaitsInItsStream() throws Exception {
        accepted("job/broken", "remind", remind(Instant.now(), "broken"));

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(server.run("parked", "list").getValue())
                        .contains("job/broken", "cannot be decided"));

        assertThat(server.run("parked", "drop", "job/broken").getKey()).isZero();
    }

    @Test
    @Order(6)
    void killedProgramLosesAndRepeatsNothing() throws Exception {
        Instant due = Instant.now().plusSeconds(10);
        List<String> jobs = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            jobs.add("k" + i);
            accepted("job/k" + i, "start", "{\"note\":\"killed\"}");
            if (i % 10 == 0) {
                accepted("job/t" + i, "remind", remind(i == 0 ? due : due.plusMillis(i), "rung"));
            }
        }

        server.kill();
        server.start();
        signIn();

        await().atMost(SOON).until(() -> new HashSet<>(added("killed")).containsAll(jobs));
        assertThat(added("killed")).as("no job twice").hasSize(60);
        for (int i = 0; i < 60; i += 10) {
            String job = "job/t" + i;
            await().atMost(SOON).until(() -> says(job).equals(List.of("rung")));
        }
        assertThat(server.run("reactions", "timers").getValue()).contains("No timer waits.");
    }

    @Test
    @Tag("long")
    @Order(7)
    void nextJarRetriesWhatWaitsAndContinuesWhereTheReactionWas() throws Exception {
        accepted("job/mended", "start", "{\"note\":\"BAD\"}");
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(server.run("reactions", "parked").getValue()).contains("count  job/mended"));

        assertThat(server.terminate()).isPresent();
        DomainJarBuilder.build(
                jar,
                "Work",
                WorkDomain.SOURCE
                        .replace("equals(\"BAD\")", "equals(\"WORSE\")")
                        .replace("Reaction.named(\"count\", 1)", "Reaction.named(\"count\", 2)")
                        .replace("Reaction.named(\"again\", 1)", "Reaction.named(\"other\", 1)"));
        server.start();
        signIn();

        await().atMost(SOON).until(() -> added("BAD").equals(List.of("mended")));
        assertThat(added("killed")).hasSize(60);
        assertThat(server.output())
                .contains("Reaction count has version 2, and version 1 ran before: it continues where that was.")
                .contains("Reaction other is new: it takes what is stored from now on.")
                .contains("No loaded domain has the reaction again");
        assertThat(server.run("reactions", "list").getValue()).contains("again  version 1", "in no loaded domain");
    }

    private static String remind(Instant at, String say) {
        return "{\"at\":\"" + at + "\",\"say\":\"" + say + "\"}";
    }

    private JsonNode accepted(String stream, String command, String data) throws IOException, InterruptedException {
        HttpReply reply = ann.post(stream, command, data, Map.of());
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        return reply.json();
    }

    private List<JsonNode> events(String stream) throws IOException, InterruptedException {
        HttpReply reply = ann.get("/api/streams/" + stream + "/events?limit=200");
        List<JsonNode> events = new ArrayList<>();
        reply.json().path("events").forEach(events::add);
        return events;
    }

    private List<String> added(String tally) throws IOException, InterruptedException {
        return events("tally/" + tally).stream()
                .map(event -> event.path("data").path("job").asText())
                .toList();
    }

    private List<String> says(String job) throws IOException, InterruptedException {
        return events(job).stream()
                .filter(event -> event.path("type").asText().equals("job.rang"))
                .map(event -> event.path("data").path("say").asText())
                .toList();
    }
}
