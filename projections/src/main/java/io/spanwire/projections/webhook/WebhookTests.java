package io.spanwire.projections.webhook;

import io.spanwire.bus.message.Partitioning;
import io.spanwire.projections.follower.Follower;
import io.spanwire.projections.follower.OwnedPartitions;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * The test requests that operators ask for: one that a receiver can tell from an event by its type. Of several workers, the
 * one that has a certain partition sends it. One thread.
 */
final class WebhookTests {
    private final Partitioning partitioning;
    private final OwnedPartitions partitions;
    private final Follower follower;
    private final WebhookSender sender;
    private final Clock clock;
    private final Set<UUID> underWay = new HashSet<>();
    private final ConcurrentLinkedQueue<Ended> ended = new ConcurrentLinkedQueue<>();

    WebhookTests(
            Partitioning partitioning,
            OwnedPartitions partitions,
            Follower follower,
            WebhookSender sender,
            Clock clock) {
        this.partitioning = partitioning;
        this.partitions = partitions;
        this.follower = follower;
        this.sender = sender;
        this.clock = clock;
    }

    private record Ended(UUID webhook, UUID test, DeliveryResult result) {}

    /** Sends the tests that were asked for. */
    void send(List<Webhook> webhooks) {
        for (Webhook webhook : webhooks) {
            int sentFrom = Math.floorMod(webhook.id().hashCode(), partitioning.partitions());
            webhook.test()
                    .filter(test -> partitions.head(sentFrom).isPresent() && underWay.add(test))
                    .ifPresent(
                            test -> sender.send(sender.context(), webhook, test, body(webhook.id(), test), result -> {
                                ended.add(new Ended(webhook.id(), test, result));
                                follower.signal();
                            }));
        }
    }

    private byte[] body(UUID webhook, UUID test) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return ("{\"specversion\":\"1.0\",\"id\":\"" + test + "\",\"source\":\"/api/webhooks/" + webhook
                        + "\",\"type\":\"spanwire.webhook-test\",\"time\":\"" + now + "\",\"data\":{}}")
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Stores what has become of them. */
    void store(WebhookTables tables) {
        @Nullable Ended each = ended.peek();
        while (each != null) {
            tables.tested(each.webhook(), each.test(), each.result());
            underWay.remove(each.test());
            ended.poll();
            each = ended.peek();
        }
    }
}
