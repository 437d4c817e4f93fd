package io.spanwire.notifier.hub;

import io.micrometer.core.instrument.MeterRegistry;
import io.spanwire.bus.handover.Handover;
import io.spanwire.bus.message.StoredEvent;
import io.spanwire.bus.message.StreamId;
import io.spanwire.bus.personal.EventSeal;
import io.spanwire.notifier.history.FeedSource;
import io.spanwire.notifier.history.HistorySource;
import io.spanwire.notifier.hub.PartitionPositions.Arrival;
import io.spanwire.notifier.personal.TailOpener;
import io.spanwire.notifier.tail.HotTail;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The center of event delivery: every event of the installation enters the hot tail once, then the event loops with
 * subscribers of its stream are notified. Events that did not arrive are looked up, so that their subscribers read them
 * from history. Events arrive on the threads of the source and of the worker's lanes; {@link #shard} is called on
 * event loops.
 */
public final class Hub implements EventSource.Listener, Handover.Events {
    private static final Logger LOG = LoggerFactory.getLogger(Hub.class);

    private final Vertx vertx;
    private final EventSource source;
    private final HistorySource history;
    private final HotTail tail;
    private final TailOpener opener;
    private final HubMetrics metrics;
    private final PartitionPositions positions;
    private final FeedHeads heads;
    private final FeedSource feeds;
    private final HubSettings settings;
    private final MissingEventFinder missingEventFinder;
    private final HistoryLossDetector loss = new HistoryLossDetector();
    private final GapScan gapScan;
    private final AccessWatches watches = new AccessWatches();
    /** Held while an event is added: the source and the lanes of this process add events, each on its own thread. */
    private final ReentrantLock adding = new ReentrantLock();

    private final ConcurrentMap<Thread, HubShard> shards = new ConcurrentHashMap<>();

    public Hub(
            Vertx vertx,
            HubSettings settings,
            EventSource source,
            HistorySource history,
            FeedSource feeds,
            TailOpener opener,
            MeterRegistry registry) {
        this.vertx = vertx;
        this.source = source;
        this.history = history;
        this.feeds = feeds;
        this.settings = settings;
        this.heads = new FeedHeads(settings.partitions());
        this.opener = opener;
        this.tail = new HotTail(settings.tailBytes(), settings.partitions());
        this.metrics = HubMetrics.register(registry, tail, loss);
        this.positions = new PartitionPositions(settings.partitions());
        Context context = vertx.getOrCreateContext();
        this.missingEventFinder = new MissingEventFinder(vertx, context, history, this::missingEventFound);
        this.gapScan =
                new GapScan(vertx, settings.gapScanInterval(), history::lastPositions, positions, this::gapFound, loss);
    }

    /** Completes when every event committed from then on reaches its subscribers. */
    public Future<Void> start() {
        return source.start(this)
                .compose(reading -> history.lastPositions())
                .onSuccess(positions::startAt)
                .onSuccess(heads -> gapScan.start())
                .mapEmpty();
    }

    public Future<Void> close() {
        gapScan.stop();
        return source.close();
    }

    /** Whether history has every event that was seen committed, as of the last gap scan. */
    public boolean isHistoryComplete() {
        return loss.missing() == 0;
    }

    /** The shard of the current event loop. */
    public HubShard shard() {
        return shards.computeIfAbsent(
                Thread.currentThread(),
                loop -> new HubShard(vertx, tail, history, feeds, heads, settings, metrics, watches));
    }

    @Override
    public void deliver(int partition, List<StoredEvent> committed) {
        committed.forEach(event -> onEvent(partition, event));
        onBatchEnd();
    }

    @Override
    public void onEvent(int partition, StoredEvent event) {
        adding.lock();
        try {
            add(partition, event);
        } finally {
            adding.unlock();
        }
    }

    private void add(int partition, StoredEvent event) {
        Arrival arrival = positions.arrive(partition, event.position());
        if (arrival instanceof Arrival.Duplicate) {
            metrics.repeated().increment();
            checkDuplicate(event);
            return;
        }
        if (arrival instanceof Arrival.Gap gap) {
            gapFound(gap);
        }
        metrics.arrived().increment();
        if (opener.forgets(event)) {
            forget(event);
        }
        StoredEvent opened = opener.open(event);
        if (opened != null) {
            tail.append(partition, opened);
        }
        heads.raise(partition, event.position());
        newVersion(event.stream(), event.version());
        watches.arrived(event);
    }

    /** Earlier events of the stream may read differently now: they are read from history again. */
    private void forget(StoredEvent event) {
        tail.evict(event.stream());
        shards.values().forEach(HubShard::forgetEncoded);
        if (opener.forgetsSubject(event)) {
            opener.forgetKeys();
        }
    }

    @Override
    public void onBatchEnd() {
        shards.values().forEach(HubShard::notifySubscribers);
    }

    /** Checks that Kafka delivers the same event that the worker handed over. */
    private void checkDuplicate(StoredEvent delivered) {
        StoredEvent known = tail.find(delivered.stream(), delivered.version());
        if (known != null && !isSame(known, delivered)) {
            metrics.mismatches().increment();
            LOG.error("two events have one version stream={} version={}", delivered.stream(), delivered.version());
        }
    }

    /** Sealed events are compared by their secrets, which are random, as long as both are known. */
    private static boolean isSame(StoredEvent known, StoredEvent delivered) {
        if (!EventSeal.isSealed(delivered.body())) {
            return known.body().equals(delivered.body());
        }
        return known.secret() == null
                || delivered.secret() == null
                || known.secret().equals(delivered.secret());
    }

    private void gapFound(Arrival.Gap gap) {
        metrics.gaps().increment();
        missingEventFinder.fill(gap);
    }

    /** The missing event may be one that forgets others. */
    private void missingEventFound(StreamId stream, long version) {
        if (opener.isPersonal(stream)) {
            adding.lock();
            try {
                tail.evict(stream);
                opener.forgetKeys();
            } finally {
                adding.unlock();
            }
        }
        adding.lock();
        try {
            heads.raise(positions.known());
        } finally {
            adding.unlock();
        }
        newVersion(stream, version);
        watches.arrived(stream);
        onBatchEnd();
    }

    private void newVersion(StreamId stream, long version) {
        for (HubShard shard : shards.values()) {
            shard.newVersion(stream, version);
        }
    }
}
