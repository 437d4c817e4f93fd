package io.spanwire.projections.webhook;

import io.spanwire.projections.follower.Follower;
import io.spanwire.projections.follower.FollowerThread;
import io.spanwire.projections.follower.OwnedPartitions;
import io.spanwire.projections.journal.PipelinedConnection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The steps of webhooks: results are taken, the webhooks looked at from time to time, the next requests sent, and positions
 * stored for many deliveries at once. One thread.
 */
final class WebhookSteps implements FollowerThread.Steps {
    private static final Logger LOG = LoggerFactory.getLogger(WebhookSteps.class);

    /** How long a change by an operator may go unnoticed, with and without webhooks. */
    private static final Duration LOOK = Duration.ofSeconds(1);

    private static final Duration LOOK_FOR_FIRST = Duration.ofSeconds(2);
    private static final long STORE_NANOS = Duration.ofMillis(200).toNanos();
    private static final long STORE_ALL_NANOS = Duration.ofSeconds(3).toNanos();
    private static final Duration FINISH = Duration.ofSeconds(3);

    private final OwnedPartitions partitions;
    private final Follower follower;
    private final WebhookRuns runs;
    private final WebhookRequests requests;
    private final WebhookResults results;
    private final WebhookTests tests;
    private final Supplier<PipelinedConnection> connect;
    private final Clock clock;
    private Optional<WebhookTables> tables = Optional.empty();
    private boolean hasWebhooks;
    private long looked;
    private long stored;
    private long storedAll;
    private boolean looksNow = true;

    WebhookSteps(
            OwnedPartitions partitions,
            Follower follower,
            WebhookRuns runs,
            WebhookRequests requests,
            WebhookResults results,
            WebhookTests tests,
            Supplier<PipelinedConnection> connect,
            Clock clock) {
        this.partitions = partitions;
        this.follower = follower;
        this.runs = runs;
        this.requests = requests;
        this.results = results;
        this.tests = tests;
        this.connect = connect;
        this.clock = clock;
    }

    @Override
    public boolean step() {
        if (partitions.all().isEmpty()) {
            return false;
        }
        WebhookTables current = tables.orElseGet(() -> new WebhookTables(connect.get()));
        tables = Optional.of(current);
        results.take(current);
        tests.store(current);
        runs.leave(current);
        long now = System.nanoTime();
        if (looksNow || runs.lacksCursors() || now - looked >= look().toNanos()) {
            looked = now;
            looksNow = false;
            look(current);
        }
        boolean isBusy = requests.sendNext(current, runs.all());
        store(current);
        return isBusy;
    }

    private Duration look() {
        return hasWebhooks ? LOOK : LOOK_FOR_FIRST;
    }

    private void look(WebhookTables current) {
        List<Webhook> webhooks = current.webhooks();
        follower.wantEvents(!webhooks.isEmpty());
        if (!hasWebhooks && !webhooks.isEmpty()) {
            partitions.atLeast(current.heads(partitions.all()));
        }
        hasWebhooks = !webhooks.isEmpty();
        runs.update(current, webhooks);
        requests.retain(runs.all());
        results.giveUp(current);
        tests.send(webhooks);
    }

    private void store(WebhookTables current) {
        long now = System.nanoTime();
        if (now - storedAll >= STORE_ALL_NANOS) {
            storedAll = now;
            stored = now;
            results.store(current, true);
        } else if (now - stored >= STORE_NANOS) {
            stored = now;
            results.store(current, false);
        }
    }

    /** Until something may have to be done that no signal tells. */
    @Override
    public Duration pause() {
        Duration most = results.areUnstored() ? Duration.ofNanos(STORE_NANOS) : look();
        Instant now = clock.instant();
        return runs.nextTry()
                .map(time -> Duration.between(now, time).plusMillis(1))
                .filter(wait -> wait.compareTo(most) < 0)
                .map(wait -> wait.isNegative() ? Duration.ofMillis(1) : wait)
                .orElse(most);
    }

    @Override
    public void forget() {
        runs.forget();
        requests.forget();
        looksNow = true;
        closeTables();
    }

    @Override
    public void finish() {
        try {
            if (tables.isPresent()) {
                finish(tables.get());
            }
        } catch (RuntimeException unavailable) {
            LOG.debug("positions not stored, events are delivered again", unavailable);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        closeTables();
    }

    private void finish(WebhookTables current) throws InterruptedException {
        long deadline = System.nanoTime() + FINISH.toNanos();
        while (runs.underWay() > 0 && System.nanoTime() < deadline) {
            follower.await(Duration.ofMillis(100));
            results.take(current);
        }
        results.take(current);
        results.store(current, true);
    }

    private void closeTables() {
        tables.ifPresent(WebhookTables::close);
        tables = Optional.empty();
    }
}
