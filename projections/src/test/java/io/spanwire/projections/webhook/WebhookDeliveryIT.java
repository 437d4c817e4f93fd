package io.spanwire.projections.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.spanwire.bus.domain.Domains;
import io.spanwire.bus.message.Partitioning;
import io.spanwire.bus.message.StreamId;
import io.spanwire.bus.webhook.AddressNetwork;
import io.spanwire.bus.webhook.AddressRules;
import io.spanwire.bus.webhook.WebhookRules;
import io.spanwire.projections.journal.PipelinedConnection;
import io.spanwire.projections.lane.CommitListener;
import io.spanwire.projections.lane.TestDatabase;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
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
    private static final Partitioning TWO = new Partitioning(2);

    private final Vertx vertx = Vertx.vertx();
    private TestDatabase database;
    private TestReceiver receiver;
    private SimpleMeterRegistry meters;
    private WebhookDelivery delivery;
    private CommitListener lane;
    private final Map<String, Long> versions = new TreeMap<>();
    private final Map<Integer, Long> heads = new TreeMap<>();

    @BeforeAll
    void startDatabase() throws IOException {
        database = new TestDatabase();
        database.prepare(Domains.of(List.of()), TWO.partitions());
    }

    @AfterAll
    void stopDatabase() throws IOException {
        database.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @BeforeEach
    void start() {
        database.execute(
                "truncate spanwire.event; delete from spanwire.webhook; update spanwire.partition set head = 0");
        versions.clear();
        heads.clear();
        heads.put(0, 0L);
        heads.put(1, 0L);
        receiver = new TestReceiver(vertx);
        open(Duration.ofDays(5));
    }

    @AfterEach
    void stop() {
        delivery.close();
        receiver.close();
    }

    private void open(Duration giveUp) {
        meters = new SimpleMeterRegistry();
        AddressRules loopback =
                new AddressRules(List.of(AddressNetwork.parse("127.0.0.1"), AddressNetwork.parse("::1")));
        delivery = WebhookDelivery.start(
                vertx,
                Domains.of(List.of()),
                TWO,
                new WebhookSettings(
                        new WebhookRules(100, false, loopback),
                        Duration.ofSeconds(2),
                        Duration.ofMillis(200),
                        giveUp,
                        Optional.of(receiver.certificate())),
                () -> PipelinedConnection.open(vertx, database.worker(), Duration.ofSeconds(20)),
                Clock.systemUTC(),
                meters);
        lane = delivery.listener();
        lane.joined(heads);
    }

    @Test
    void eventsArriveSignedAndInTheOrderOfTheirStreams() {
        String webhook = add("live");
        List<String> bodies = append(200);

        await().atMost(SOON).until(() -> receiver.taken("live").size() >= 200);
        assertThat(receiver.taken("live"))
                .extracting(TestReceiver.Taken::body)
                .containsExactlyInAnyOrderElementsOf(bodies);
        assertThat(receiver.taken("live")).allMatch(TestReceiver.Taken::isSigned);
        assertThat(receiver.taken("live"))
                .extracting(TestReceiver.Taken::contentType)
                .containsOnly("application/cloudevents+json; charset=utf-8");
        assertThat(receiver.taken("live")).extracting(TestReceiver.Taken::id).doesNotHaveDuplicates();
        assertInOrder("live");
        await().atMost(SOON).until(() -> behind(webhook) == 0);
        assertThat(meters.counter("spanwire.webhook.deliveries", "webhook", webhook)
                        .count())
                .isEqualTo(200);
    }

    @Test
    @Tag("long")
    void feedAndTypesChooseEvents() {
        String other = add("other", "other/*", "{}");
        String none = add("none", "*", "{note.nothing}");
        add("chosen", "note/*", "{note.written}");
        append(50);

        await().atMost(SOON).until(() -> receiver.taken("chosen").size() >= 50);
        await().atMost(SOON).until(() -> behind(other) == 0 && behind(none) == 0);
        assertThat(receiver.requests("other") + receiver.requests("none")).isZero();
    }

    @Test
    void receiversThatFailSlowNoOther() {
        receiver.script("broken", n -> 500);
        String refused = add("https://localhost:1/", "*");
        String elsewhere = add("https://127.0.0.2:" + receiver.port() + "/", "*");
        String untrusted = add("https://127.0.0.1:" + receiver.port() + "/live", "*");
        String unknown = add("https://does-not-exist.invalid/", "*");
        for (int i = 0; i < 20; i++) {
            add("https://no-" + i + ".does-not-exist.invalid/", "*");
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
                add("hang"),
                "has not answered completely within 2 s",
                add("cut"),
                "closed the connection before its answer was complete",
                add("redirect"),
                "redirects (302)",
                add("broken"),
                "answered 500");
        add("live");
        long begin = System.nanoTime();
        append(300);

        await().atMost(SOON).until(() -> receiver.taken("live").size() == 300);
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        failing.forEach((webhook, text) -> await().atMost(SOON)
                .untilAsserted(() -> assertThat(failure(webhook)).anyMatch(failure -> failure.contains(text))));
        failing.keySet().forEach(webhook -> assertThat(behind(webhook)).isPositive());
        assertThat(took).as("the live one").isLessThan(Duration.ofSeconds(10));
        assertThat(receiver.requests("hang")).as("requests to one that hangs").isLessThan(60);
    }

    @Test
    void nothingIsMissingAfterFailuresAndOneEventHoldsUpItsStreamOnly() {
        receiver.script("flaky", n -> n % 4 == 0 ? 503 : n > 20 && n < 40 ? 500 : 204);
        String webhook = add("flaky");
        append(120);

        await().atMost(Duration.ofSeconds(60)).until(() -> behind(webhook) == 0);
        assertThat(receiver.taken("flaky").stream().map(TestReceiver.Taken::id).distinct())
                .hasSize(120);
        assertInOrder("flaky");
    }

    @Test
    @Tag("long")
    void goneReceiverPausesItsWebhook() {
        receiver.script("gone", n -> 410);
        String webhook = add("gone");
        append(5);

        await().atMost(SOON).until(() -> state(webhook).equals("paused"));
        assertThat(database.column("select reason from spanwire.webhook"))
                .containsExactly("The receiver answered 410 (Gone).");
        assertThat(behind(webhook)).isEqualTo(5);
    }

    @Test
    @Tag("long")
    void answerWithoutEndIsNotRead() {
        String webhook = add("endless");
        append(3);

        await().atMost(SOON).until(() -> behind(webhook) == 0);
        assertThat(receiver.taken("endless")).hasSize(3);
    }

    @Test
    @Tag("long")
    void receiverWithoutSuccessForTooLongPausesItsWebhook() {
        delivery.close();
        open(Duration.ofSeconds(2));
        receiver.script("broken", n -> 500);
        String webhook = add("broken");
        add("live");
        append(5);

        await().atMost(SOON).until(() -> state(webhook).equals("paused"));
        assertThat(database.column("select reason from spanwire.webhook where state = 'paused'")
                        .get(0))
                .startsWith("Nothing was delivered since ");
        assertThat(receiver.taken("live")).hasSize(5);
    }

    @Test
    @Tag("long")
    void pausedWebhookWaitsAndResumedOneLeavesNothingOut() {
        String webhook = add("live");
        add("other");
        append(10);
        await().atMost(SOON).until(() -> behind(webhook) == 0);

        database.execute("select spanwire.pause_webhook('" + webhook + "', 'tea', 'me')");
        append(10);
        String third = add("third");
        append(10);
        await().atMost(SOON).until(() -> receiver.requests("third") == 10); // the webhooks were looked at again
        append(10);
        await().atMost(SOON).until(() -> receiver.requests("other") >= 40 && behind(third) == 0);
        int before = receiver.taken("live").size();
        assertThat(before).isBetween(10, 30); // what was sent before the look
        append(10);
        await().atMost(SOON).until(() -> receiver.requests("other") >= 50);
        assertThat(receiver.taken("live")).hasSize(before);

        database.execute("select spanwire.resume_webhook('" + webhook + "', 'me')");
        await().atMost(SOON).until(() -> behind(webhook) == 0);
        assertThat(receiver.taken("live").stream().map(TestReceiver.Taken::id).distinct())
                .hasSize(50);
    }

    @Test
    void replayRepeatsWithTheSameIds() {
        String webhook = add("live");
        append(60);
        await().atMost(SOON).until(() -> behind(webhook) == 0);

        database.execute("select spanwire.replay_webhook('" + webhook + "', 'token', null, array[5, 1000], 'me')");

        long expected = 60 + heads.getOrDefault(0, 0L) - 5;
        await().atMost(SOON).until(() -> receiver.taken("live").size() == expected && behind(webhook) == 0);
        Map<String, List<String>> bodies = receiver.taken("live").stream()
                .collect(Collectors.groupingBy(
                        TestReceiver.Taken::id, Collectors.mapping(TestReceiver.Taken::body, Collectors.toList())));
        assertThat(bodies)
                .hasSize(60)
                .allSatisfy((id, same) -> assertThat(same.stream().distinct()).hasSize(1));
    }

    @Test
    @Tag("long")
    void anotherProcessContinuesAndOneThatIsLateMovesNothing() {
        receiver.script("live", n -> 204);
        String webhook = add("live");
        append(40);
        await().atMost(SOON).until(() -> behind(webhook) == 0);

        delivery.close();
        append(40);
        open(Duration.ofDays(5));
        WebhookDelivery before = delivery;
        open(Duration.ofDays(5)); // both think they have the partitions
        append(40);
        await().atMost(SOON).until(() -> behind(webhook) == 0);
        before.close();

        assertThat(receiver.taken("live").stream().map(TestReceiver.Taken::id).distinct())
                .hasSize(120);
    }

    @Test
    @Tag("long")
    void rotatedSecretAndTheOneBeforeSign() {
        String webhook = add("live");
        database.execute(
                "select spanwire.rotate_webhook('" + webhook + "', decode(repeat('01', 32), 'hex'), '1 day', 'me')");
        append(5);

        await().atMost(SOON).until(() -> receiver.taken("live").size() == 5);
        assertThat(receiver.taken("live"))
                .allMatch(taken -> taken.isSigned() && taken.signature().split(" ", -1).length == 2);
    }

    @Test
    void testIsSentOnceAlsoWhilePaused() {
        String webhook = add("live");
        UUID test = UUID.randomUUID();
        database.execute("select spanwire.pause_webhook('" + webhook + "', '', 'me')");
        database.execute("select spanwire.test_webhook('" + webhook + "', '" + test + "')");

        await().atMost(SOON).until(() -> database.column("select test_status from spanwire.webhook where tested = test")
                .equals(List.of("204")));
        assertThat(receiver.taken("live")).hasSize(1);
        assertThat(receiver.taken("live").get(0).body())
                .contains("\"type\":\"spanwire.webhook-test\"", test.toString());
    }

    @Test
    @Tag("long")
    void removedWebhookGetsNothingMore() {
        String webhook = add("live");
        append(5);
        await().atMost(SOON).until(() -> behind(webhook) == 0);
        database.execute("select spanwire.remove_webhook('" + webhook + "')");
        await().atMost(SOON)
                .until(() -> meters.find("spanwire.webhook.deliveries")
                                .tag("webhook", webhook)
                                .counter()
                        == null);
        add("other");
        append(5);

        await().atMost(SOON).until(() -> receiver.taken("other").size() == 5);
        assertThat(receiver.taken("live")).hasSize(5);
    }

    private String add(String path) {
        return add(path, "*");
    }

    private String add(String path, String feed) {
        return add(path, feed, "{}");
    }

    private String add(String path, String feed, String types) {
        String id = UUID.randomUUID().toString();
        String url = path.startsWith("https:") ? path : receiver.url(path);
        database.execute("select spanwire.add_webhook('" + id + "', '', '" + feed + "', '" + types + "', '" + url
                + "', decode(repeat('00', 32), 'hex'), 'me', 100, 'now', null, null)");
        return id;
    }

    /** Stores so many events of seven streams, as lanes would, and returns their texts. */
    private List<String> append(int events) {
        List<String> bodies = new ArrayList<>();
        StringBuilder rows = new StringBuilder(
                "insert into spanwire.event (stream, version, partition, position, type, at, body) values ");
        for (int i = 0; i < events; i++) {
            StreamId stream = StreamId.parse("note/s" + i % 7);
            int partition = TWO.of(stream);
            long version = versions.merge(stream.toString(), 1L, Long::sum);
            long position = heads.merge(partition, 1L, Long::sum);
            String body = "{\"specversion\":\"1.0\",\"id\":\"" + version + "\",\"source\":\"/streams/" + stream
                    + "\",\"type\":\"note.written\",\"data\":{\"text\":\"größer\"}}";
            bodies.add(body);
            rows.append(i == 0 ? "" : ", ")
                    .append("('")
                    .append(stream)
                    .append("', ")
                    .append(version)
                    .append(", ")
                    .append(partition)
                    .append(", ")
                    .append(position)
                    .append(", 'note.written', now(), '")
                    .append(body)
                    .append("')");
        }
        database.execute(rows.toString());
        heads.forEach((partition, head) ->
                database.execute("update spanwire.partition set head = " + head + " where partition = " + partition));
        lane.joined(heads);
        return bodies;
    }

    private void assertInOrder(String path) {
        Function<TestReceiver.Taken, String> source =
                taken -> taken.body().replaceAll(".*\"source\":\"([^\"]*)\".*", "$1");
        Map<String, List<Long>> received = receiver.taken(path).stream()
                .collect(Collectors.groupingBy(
                        source,
                        Collectors.mapping(
                                taken -> Long.valueOf(taken.body().replaceAll(".*\"id\":\"([0-9]*)\".*", "$1")),
                                Collectors.toList())));
        assertThat(received)
                .allSatisfy(
                        (stream, order) -> assertThat(order.stream().distinct()).isSorted());
    }

    private long behind(String webhook) {
        return Long.parseLong(database.column("select sum(p.head - a.position) from spanwire.webhook_position a"
                        + " join spanwire.partition p using (partition) where a.webhook = '" + webhook + "'")
                .get(0));
    }

    private List<String> failure(String webhook) {
        return database.column("select failure from spanwire.webhook_position where webhook = '" + webhook + "'");
    }

    private String state(String webhook) {
        return database.column("select state from spanwire.webhook where id = '" + webhook + "'")
                .get(0);
    }
}
