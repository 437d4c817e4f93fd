package io.spanwire.projections.webhook;

import io.micrometer.core.instrument.MeterRegistry;
import io.spanwire.bus.domain.Domains;
import io.spanwire.bus.message.Partitioning;
import io.spanwire.bus.retry.Backoff;
import io.spanwire.projections.journal.PipelinedConnection;
import io.spanwire.projections.lane.CommitListener;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that delivers events to the webhooks, from this process's partitions.
 *
 * <h2>Nothing is lost</h2>
 *
 * A webhook's position in a partition is stored, up to which everything is delivered. It is stored after the receiver has
 * answered 2xx, some of a second later and for many deliveries at once, if the position and the generation that were read are
 * still stored. So a worker that dies, or has lost the partition without knowing, makes others repeat deliveries; none is left
 * out. A repeat has the same {@code webhook-id}, made of the history, the stream and the version. An operator who replays,
 * resumes or changes a webhook gives it another generation, and this thread begins anew from what is stored then.
 *
 * <p>What a lane commits arrives from memory. Requests are under way on event loops, so no receiver holds up this thread.
 * While there is no webhook, lanes give nothing and the database is asked for webhooks every two seconds. Failures of the
 * database are retried forever, with backoff.
 */
public final class WebhookDelivery implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WebhookDelivery.class);

    /** How long a change by an operator may go unnoticed, with and without webhooks. */
    private static final Duration LOOK = Duration.ofSeconds(1);

    private static final Duration LOOK_FOR_FIRST = Duration.ofSeconds(2);
    private static final long STORE_NANOS = Duration.ofMillis(200).toNanos();
    private static final long STORE_ALL_NANOS = Duration.ofSeconds(3).toNanos();
    private static final Duration FINISH = Duration.ofSeconds(3);
    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(5));
    private static final long CLOSE_SECONDS = 20;

    private final WebhookPartitions partitions;
    private final WebhookRuns runs;
    private final WebhookTests tests;
    private final WebhookSender sender;
    private final Supplier<PipelinedConnection> connect;
    private final Clock clock;
    private final Thread thread;
    private Optional<WebhookTables> tables = Optional.empty();
    private long looked;
    private long stored;
    private long storedAll;
    private boolean looksNow = true;
    private volatile boolean open = true;

    private WebhookDelivery(
            WebhookPartitions partitions,
            WebhookRuns runs,
            WebhookTests tests,
            WebhookSender sender,
            Supplier<PipelinedConnection> connect,
            Clock clock) {
        this.partitions = partitions;
        this.runs = runs;
        this.tests = tests;
        this.sender = sender;
        this.connect = connect;
        this.clock = clock;
        this.thread = new Thread(this::run, "spanwire-webhooks");
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
            WebhookSettings settings,
            Supplier<PipelinedConnection> connect,
            Clock clock,
            MeterRegistry registry) {
        WebhookPartitions partitions = new WebhookPartitions();
        WebhookSender sender = new WebhookSender(vertx, settings, clock);
        WebhookRuns runs = new WebhookRuns(domains, partitions, sender, settings, new WebhookMetrics(registry), clock);
        WebhookTests tests = new WebhookTests(partitioning, partitions, sender, clock);
        WebhookDelivery started = new WebhookDelivery(partitions, runs, tests, sender, connect, clock);
        started.thread.start();
        return started;
    }

    /** A listener for one lane. */
    public CommitListener listener() {
        return partitions.listener();
    }

    /** Waits some seconds for requests that are under way, stores what they became, and stops. Blocking. */
    @Override
    public void close() {
        open = false;
        partitions.signal();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(CLOSE_SECONDS));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        sender.close();
    }

    private void run() {
        int failures = 0;
        while (open) {
            try {
                boolean isBusy = step();
                failures = 0;
                if (!isBusy) {
                    await(pause());
                }
            } catch (RuntimeException failed) {
                LOG.warn("webhooks interrupted, trying again reason={}", failed.toString(), failed);
                runs.forget();
                closeTables();
                looksNow = true;
                pauseAfter(failures++);
            }
        }
        finish();
        closeTables();
    }

    /** Does what there is to do; false if there was nothing. */
    private boolean step() {
        if (partitions.all().isEmpty()) {
            return false;
        }
        WebhookTables current = tables.orElseGet(() -> new WebhookTables(connect.get()));
        tables = Optional.of(current);
        runs.takeResults(current);
        tests.store(current);
        runs.leave(current);
        long now = System.nanoTime();
        if (looksNow || runs.lacksCursors() || now - looked >= look().toNanos()) {
            looked = now;
            looksNow = false;
            look(current);
        }
        boolean isBusy = runs.sendNext(current);
        store(current);
        return isBusy;
    }

    private Duration look() {
        return partitions.listens() ? LOOK : LOOK_FOR_FIRST;
    }

    private void look(WebhookTables current) {
        List<Webhook> webhooks = current.webhooks();
        boolean isFirst = !partitions.listens() && !webhooks.isEmpty();
        partitions.listen(!webhooks.isEmpty());
        if (isFirst) {
            partitions.atLeast(current.heads(partitions.all()));
        }
        runs.update(current, webhooks);
        tests.send(webhooks);
    }

    private void store(WebhookTables current) {
        long now = System.nanoTime();
        if (now - storedAll >= STORE_ALL_NANOS) {
            storedAll = now;
            stored = now;
            runs.store(current, true);
        } else if (now - stored >= STORE_NANOS) {
            stored = now;
            runs.store(current, false);
        }
    }

    private void finish() {
        try {
            long deadline = System.nanoTime() + FINISH.toNanos();
            while (tables.isPresent() && runs.underWay() > 0 && System.nanoTime() < deadline) {
                await(Duration.ofMillis(100));
                runs.takeResults(tables.get());
            }
            tables.ifPresent(current -> {
                runs.takeResults(current);
                runs.store(current, true);
            });
        } catch (RuntimeException unavailable) {
            LOG.debug("positions not stored, events are delivered again", unavailable);
        }
    }

    /** Until something may have to be done that no signal tells. */
    private Duration pause() {
        Duration most = runs.hasResults() ? Duration.ofNanos(STORE_NANOS) : look();
        Instant now = clock.instant();
        return runs.nextTry()
                .map(time -> Duration.between(now, time).plusMillis(1))
                .filter(wait -> wait.compareTo(most) < 0)
                .map(wait -> wait.isNegative() ? Duration.ofMillis(1) : wait)
                .orElse(most);
    }

    private void await(Duration most) {
        try {
            partitions.await(most);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            open = false;
        }
    }

    private void pauseAfter(int failures) {
        try {
            TimeUnit.MILLISECONDS.sleep(BACKOFF.pause(failures).toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            open = false;
        }
    }

    private void closeTables() {
        tables.ifPresent(WebhookTables::close);
        tables = Optional.empty();
    }
}
