package io.spanwire.projections.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.spanwire.projections.lane.TestDatabase;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** What operators choose and order: what a webhook is sent, and that it pauses, repeats, tests or ends. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(90)
class WebhookActionsIT {
    private static final Duration SOON = Duration.ofSeconds(20);

    private final Vertx vertx = Vertx.vertx();
    private TestDatabase database;
    private TestDelivery webhooks;

    @BeforeAll
    void startDatabase() throws IOException {
        database = TestDelivery.newDatabase();
    }

    @AfterAll
    void stopDatabase() throws IOException {
        database.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @BeforeEach
    void start() {
        webhooks = new TestDelivery(database, vertx);
    }

    @AfterEach
    void stop() {
        webhooks.close();
    }

    @Test
    @Tag("long")
    void feedAndTypesChooseEvents() {
        String other = webhooks.add("other", "other/*", "{}");
        String none = webhooks.add("none", "*", "{note.nothing}");
        webhooks.add("chosen", "note/*", "{note.written}");
        webhooks.append(50);

        await().atMost(SOON).until(() -> webhooks.receiver().taken("chosen").size() >= 50);
        await().atMost(SOON).until(() -> webhooks.behind(other) == 0 && webhooks.behind(none) == 0);
        assertThat(webhooks.receiver().requests("other") + webhooks.receiver().requests("none"))
                .isZero();
    }

    @Test
    @Tag("long")
    void pausedWebhookWaitsAndResumedOneLeavesNothingOut() {
        String webhook = webhooks.add("live");
        webhooks.add("other");
        webhooks.append(10);
        await().atMost(SOON).until(() -> webhooks.behind(webhook) == 0);

        database.execute("select spanwire.pause_webhook('" + webhook + "', 'tea', 'me')");
        webhooks.append(10);
        String third = webhooks.add("third");
        webhooks.append(10);
        await().atMost(SOON)
                .until(() -> webhooks.receiver().requests("third") == 10); // the webhooks were looked at again
        webhooks.append(10);
        await().atMost(SOON).until(() -> webhooks.receiver().requests("other") >= 40 && webhooks.behind(third) == 0);
        int before = webhooks.receiver().taken("live").size();
        assertThat(before).isBetween(10, 30); // what was sent before the look
        webhooks.append(10);
        await().atMost(SOON).until(() -> webhooks.receiver().requests("other") >= 50);
        assertThat(webhooks.receiver().taken("live")).hasSize(before);

        database.execute("select spanwire.resume_webhook('" + webhook + "', 'me')");
        await().atMost(SOON).until(() -> webhooks.behind(webhook) == 0);
        assertThat(webhooks.receiver().taken("live").stream()
                        .map(TestReceiver.Taken::id)
                        .distinct())
                .hasSize(50);
    }

    @Test
    void replayRepeatsWithTheSameIds() {
        String webhook = webhooks.add("live");
        webhooks.append(60);
        await().atMost(SOON).until(() -> webhooks.behind(webhook) == 0);

        database.execute("select spanwire.replay_webhook('" + webhook + "', 'token', null, array[5, 1000], 'me')");

        long expected = 60 + webhooks.head(0) - 5;
        await().atMost(SOON)
                .until(() -> webhooks.receiver().taken("live").size() == expected && webhooks.behind(webhook) == 0);
        Map<String, List<String>> bodies = webhooks.receiver().taken("live").stream()
                .collect(Collectors.groupingBy(
                        TestReceiver.Taken::id, Collectors.mapping(TestReceiver.Taken::body, Collectors.toList())));
        assertThat(bodies)
                .hasSize(60)
                .allSatisfy((id, same) -> assertThat(same.stream().distinct()).hasSize(1));
    }

    @Test
    @Tag("long")
    void rotatedSecretAndTheOneBeforeSign() {
        String webhook = webhooks.add("live");
        database.execute(
                "select spanwire.rotate_webhook('" + webhook + "', decode(repeat('01', 32), 'hex'), '1 day', 'me')");
        webhooks.append(5);

        await().atMost(SOON).until(() -> webhooks.receiver().taken("live").size() == 5);
        assertThat(webhooks.receiver().taken("live"))
                .allMatch(taken -> taken.isSigned() && taken.signature().split(" ", -1).length == 2);
    }

    @Test
    void testIsSentOnceAlsoWhilePaused() {
        String webhook = webhooks.add("live");
        UUID test = UUID.randomUUID();
        database.execute("select spanwire.pause_webhook('" + webhook + "', '', 'me')");
        database.execute("select spanwire.test_webhook('" + webhook + "', '" + test + "')");

        await().atMost(SOON).until(() -> database.column("select test_status from spanwire.webhook where tested = test")
                .equals(List.of("204")));
        assertThat(webhooks.receiver().taken("live")).hasSize(1);
        assertThat(webhooks.receiver().taken("live").get(0).body())
                .contains("\"type\":\"spanwire.webhook-test\"", test.toString());
    }

    @Test
    @Tag("long")
    void removedWebhookGetsNothingMore() {
        String webhook = webhooks.add("live");
        webhooks.append(5);
        await().atMost(SOON).until(() -> webhooks.behind(webhook) == 0);
        database.execute("select spanwire.remove_webhook('" + webhook + "')");
        await().atMost(SOON)
                .until(() -> webhooks.meters()
                                .find("spanwire.webhook.deliveries")
                                .tag("webhook", webhook)
                                .counter()
                        == null);
        webhooks.add("other");
        webhooks.append(5);

        await().atMost(SOON).until(() -> webhooks.receiver().taken("other").size() == 5);
        assertThat(webhooks.receiver().taken("live")).hasSize(5);
    }
}
