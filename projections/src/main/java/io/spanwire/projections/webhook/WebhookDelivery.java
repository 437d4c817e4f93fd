package io.spanwire.projections.webhook;

import io.micrometer.core.instrument.MeterRegistry;
import io.spanwire.bus.domain.Domains;
import io.spanwire.bus.message.Partitioning;
import io.spanwire.projections.follower.Follower;
import io.spanwire.projections.follower.FollowerThread;
import io.spanwire.projections.follower.OwnedPartitions;
import io.spanwire.projections.journal.PipelinedConnection;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.time.Clock;
import java.util.function.Supplier;

/**
 * The thread that delivers events to the webhooks, from this process's partitions.
 *
 * <h2>Nothing is lost</h2>
 *
 * A webhook's position in a partition is stored, up to which everything is delivered. It is stored after the receiver has
 * answered 2xx, some of a second later and for many deliveries at once, if the position and the generation that were read are
 * still stored. So a worker that dies, or has lost the partition without knowing, makes others repeat deliveries; none is left
 * out. A repeat has the same {@code webhook-id}, made of the history, the stream and the version. An operator who replays,
 * resumes or changes a webhook gives it another generation, and this thread starts again from what is stored then.
 *
 * <p>What a lane commits arrives from memory. Requests are under way on event loops, so no receiver holds up this thread.
 * While there is no webhook, lanes give nothing and the database is asked for webhooks every two seconds. Failures of the
 * database are retried forever, with backoff.
 */
public final class WebhookDelivery implements AutoCloseable {
    private final FollowerThread thread;
    private final WebhookSender sender;

    private WebhookDelivery(FollowerThread thread, WebhookSender sender) {
        this.thread = thread;
        this.sender = sender;
    }

    /**
     * Starts the thread, which waits for partitions.
     *
     * @param connect opens a connection to the database, as the worker
     */
    public static WebhookDelivery start(
            Vertx vertx,
            Domains domains,
            Partitioning partitioning,
            OwnedPartitions partitions,
            WebhookSettings settings,
            Supplier<PipelinedConnection> connect,
            Clock clock,
            MeterRegistry registry) {
        Follower follower = partitions.follow();
        WebhookSender sender = new WebhookSender(vertx, settings, InetAddress::getAllByName, clock);
        WebhookMetrics metrics = new WebhookMetrics(registry);
        WebhookRuns runs = new WebhookRuns(domains, partitions, settings, metrics, clock);
        WebhookResults results = new WebhookResults(runs, follower, settings.giveUp(), metrics, clock);
        WebhookRequests requests = new WebhookRequests(partitions, sender, results, clock);
        WebhookTests tests = new WebhookTests(partitioning, partitions, follower, sender, clock);
        WebhookSteps steps = new WebhookSteps(partitions, follower, runs, requests, results, tests, connect, clock);
        return new WebhookDelivery(new FollowerThread("webhooks", follower, steps).start(), sender);
    }

    /** Waits some seconds for requests that are under way, stores what they became, and stops. Blocking. */
    @Override
    public void close() {
        thread.close();
        sender.close();
    }
}
