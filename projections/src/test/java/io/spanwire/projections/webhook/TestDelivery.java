package io.spanwire.projections.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.spanwire.bus.domain.Domains;
import io.spanwire.bus.message.Partitioning;
import io.spanwire.bus.message.StreamId;
import io.spanwire.bus.webhook.AddressNetwork;
import io.spanwire.bus.webhook.AddressRules;
import io.spanwire.bus.webhook.WebhookRules;
import io.spanwire.projections.follower.OwnedPartitions;
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

/** Webhooks of two partitions between a real database, into which tests put the events, and a real HTTPS server. */
final class TestDelivery implements AutoCloseable {
    private static final Partitioning TWO = new Partitioning(2);

    private final TestDatabase database;
    private final Vertx vertx;
    private final TestReceiver receiver;
    private final Map<String, Long> versions = new TreeMap<>();
    private final Map<Integer, Long> heads = new TreeMap<>(Map.of(0, 0L, 1, 0L));
    private Running running;

    /** What one process has of webhooks. */
    private record Running(SimpleMeterRegistry meters, WebhookDelivery delivery, CommitListener lane) {}

    /** Begins without events and webhooks. */
    TestDelivery(TestDatabase database, Vertx vertx) {
        this.database = database;
        this.vertx = vertx;
        database.execute(
                "truncate spanwire.event; delete from spanwire.webhook; update spanwire.partition set head = 0");
        receiver = new TestReceiver(vertx);
        running = start(Duration.ofDays(5));
    }

    static TestDatabase newDatabase() throws IOException {
        TestDatabase database = new TestDatabase();
        database.prepare(Domains.of(List.of()), TWO.partitions());
        return database;
    }

    @Override
    public void close() {
        running.delivery().close();
        receiver.close();
    }

    /** Starts the delivery of another process, besides that of the last one if it was not closed. */
    void open(Duration giveUp) {
        running = start(giveUp);
    }

    private Running start(Duration giveUp) {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        AddressRules loopback =
                new AddressRules(List.of(AddressNetwork.parse("127.0.0.1"), AddressNetwork.parse("::1")));
        OwnedPartitions partitions = new OwnedPartitions(false);
        WebhookDelivery delivery = WebhookDelivery.start(
                vertx,
                Domains.of(List.of()),
                TWO,
                partitions,
                new WebhookSettings(
                        new WebhookRules(100, false, loopback),
                        Duration.ofSeconds(2),
                        Duration.ofMillis(200),
                        giveUp,
                        Optional.of(receiver.certificate())),
                () -> PipelinedConnection.open(vertx, database.worker(), Duration.ofSeconds(20)),
                Clock.systemUTC(),
                meters);
        CommitListener lane = partitions.listener();
        lane.joined(heads);
        return new Running(meters, delivery, lane);
    }

    TestReceiver receiver() {
        return receiver;
    }

    SimpleMeterRegistry meters() {
        return running.meters();
    }

    WebhookDelivery delivery() {
        return running.delivery();
    }

    /** The position of a partition's last event. */
    long head(int partition) {
        return heads.getOrDefault(partition, 0L);
    }

    String add(String path) {
        return add(path, "*");
    }

    String add(String path, String feed) {
        return add(path, feed, "{}");
    }

    String add(String path, String feed, String types) {
        String id = UUID.randomUUID().toString();
        String url = path.startsWith("https:") ? path : receiver.url(path);
        database.execute("select spanwire.add_webhook('" + id + "', '', '" + feed + "', '" + types + "', '" + url
                + "', decode(repeat('00', 32), 'hex'), 'me', 100, 'now', null, null)");
        return id;
    }

    /** Stores so many events of seven streams, as lanes would, and returns their texts. */
    List<String> append(int events) {
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
        running.lane().joined(heads);
        return bodies;
    }

    void assertInOrder(String path) {
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

    long behind(String webhook) {
        return Long.parseLong(database.column("select sum(p.head - a.position) from spanwire.webhook_position a"
                        + " join spanwire.partition p using (partition) where a.webhook = '" + webhook + "'")
                .get(0));
    }

    List<String> failure(String webhook) {
        return database.column("select failure from spanwire.webhook_position where webhook = '" + webhook + "'");
    }

    String state(String webhook) {
        return database.column("select state from spanwire.webhook where id = '" + webhook + "'")
                .get(0);
    }
}
