package io.spanwire.projections.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.spanwire.projections.lane.TestDatabase;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** Deliveries from a real database to a real HTTPS server that refuses, redirects, hangs and breaks off. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(90)
class WebhookDeliveryIT {
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
    void eventsArriveSignedAndInTheOrderOfTheirStreams() {
        String webhook = webhooks.add("live");
        List<String> bodies = webhooks.append(200);

        await().atMost(SOON).until(() -> webhooks.receiver().taken("live").size() >= 200);
        assertThat(webhooks.receiver().taken("live"))
                .extracting(TestReceiver.Taken::body)
                .containsExactlyInAnyOrderElementsOf(bodies);
        assertThat(webhooks.receiver().taken("live")).allMatch(TestReceiver.Taken::isSigned);
        assertThat(webhooks.receiver().taken("live"))
                .extracting(TestReceiver.Taken::contentType)
                .containsOnly("application/cloudevents+json; charset=utf-8");
        assertThat(webhooks.receiver().taken("live"))
                .extracting(TestReceiver.Taken::id)
                .doesNotHaveDuplicates();
        webhooks.assertInOrder("live");
        await().atMost(SOON).until(() -> webhooks.behind(webhook) == 0);
        assertThat(webhooks.meters()
                        .counter("spanwire.webhook.deliveries", "webhook", webhook)
                        .count())
                .isEqualTo(200);
    }

    @Test
    void receiversThatFailSlowNoOther() {
        webhooks.receiver().script("broken", n -> 500);
        String refused = webhooks.add("https://localhost:1/", "*");
        String elsewhere =
                webhooks.add("https://127.0.0.2:" + webhooks.receiver().port() + "/", "*");
        String untrusted =
                webhooks.add("https://127.0.0.1:" + webhooks.receiver().port() + "/live", "*");
        String unknown = webhooks.add("https://does-not-exist.invalid/", "*");
        for (int i = 0; i < 20; i++) {
            webhooks.add("https://no-" + i + ".does-not-exist.invalid/", "*");
        }
        Map<String, String> failing = Map.of(
                refused,
                "cannot be connected to",
                elsewhere,
                "is not public",
                untrusted,
                "TLS failed",
                unknown,
                "The ",
                webhooks.add("hang"),
                "has not answered completely within 2 s",
                webhooks.add("cut"),
                "closed the connection before its answer was complete",
                webhooks.add("redirect"),
                "redirects (302)",
                webhooks.add("broken"),
                "answered 500");
        webhooks.add("live");
        long begin = System.nanoTime();
        webhooks.append(300);

        await().atMost(SOON).until(() -> webhooks.receiver().taken("live").size() == 300);
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        failing.forEach(
                (webhook, text) -> await().atMost(SOON).untilAsserted(() -> assertThat(webhooks.failure(webhook))
                        .anyMatch(failure -> failure.contains(text))));
        failing.keySet().forEach(webhook -> assertThat(webhooks.behind(webhook)).isPositive());
        assertThat(took).as("the live one").isLessThan(Duration.ofSeconds(10));
        assertThat(webhooks.receiver().requests("hang"))
                .as("requests to one that hangs")
                .isLessThan(60);
    }

    @Test
    void nothingIsMissingAfterFailuresAndOneEventHoldsUpItsStreamOnly() {
        webhooks.receiver().script("flaky", n -> n % 4 == 0 ? 503 : n > 20 && n < 40 ? 500 : 204);
        String webhook = webhooks.add("flaky");
        webhooks.append(120);

        await().atMost(Duration.ofSeconds(60)).until(() -> webhooks.behind(webhook) == 0);
        assertThat(webhooks.receiver().taken("flaky").stream()
                        .map(TestReceiver.Taken::id)
                        .distinct())
                .hasSize(120);
        webhooks.assertInOrder("flaky");
    }

    @Test
    @Tag("long")
    void goneReceiverPausesItsWebhook() {
        webhooks.receiver().script("gone", n -> 410);
        String webhook = webhooks.add("gone");
        webhooks.append(5);

        await().atMost(SOON).until(() -> webhooks.state(webhook).equals("paused"));
        assertThat(database.column("select reason from spanwire.webhook"))
                .containsExactly("The receiver answered 410 (Gone).");
        assertThat(webhooks.behind(webhook)).isEqualTo(5);
    }

    @Test
    @Tag("long")
    void answerWithoutEndIsNotRead() {
        String webhook = webhooks.add("endless");
        webhooks.append(3);

        await().atMost(SOON).until(() -> webhooks.behind(webhook) == 0);
        assertThat(webhooks.receiver().taken("endless")).hasSize(3);
    }

    @Test
    @Tag("long")
    void receiverWithoutSuccessForTooLongPausesItsWebhook() {
        webhooks.delivery().close();
        webhooks.open(Duration.ofSeconds(2));
        webhooks.receiver().script("broken", n -> 500);
        String webhook = webhooks.add("broken");
        webhooks.add("live");
        webhooks.append(5);

        await().atMost(SOON).until(() -> webhooks.state(webhook).equals("paused"));
        assertThat(database.column("select reason from spanwire.webhook where state = 'paused'")
                        .get(0))
                .startsWith("Nothing was delivered since ");
        assertThat(webhooks.receiver().taken("live")).hasSize(5);
    }

    @Test
    @Tag("long")
    void anotherProcessContinuesAndOneThatIsLateMovesNothing() {
        webhooks.receiver().script("live", n -> 204);
        String webhook = webhooks.add("live");
        webhooks.append(40);
        await().atMost(SOON).until(() -> webhooks.behind(webhook) == 0);

        webhooks.delivery().close();
        webhooks.append(40);
        webhooks.open(Duration.ofDays(5));
        WebhookDelivery before = webhooks.delivery();
        webhooks.open(Duration.ofDays(5)); // both think they have the partitions
        webhooks.append(40);
        await().atMost(SOON).until(() -> webhooks.behind(webhook) == 0);
        before.close();

        assertThat(webhooks.receiver().taken("live").stream()
                        .map(TestReceiver.Taken::id)
                        .distinct())
                .hasSize(120);
    }
}
