package io.spanwire.notifier.hub;

import io.micrometer.core.instrument.MeterRegistry;
import io.spanwire.bus.message.StoredEvent;
import io.spanwire.bus.message.StreamId;
import io.spanwire.notifier.history.HistorySource;
import io.spanwire.notifier.hub.PartitionPositions.Arrival;
import io.spanwire.notifier.tail.HotTail;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Every event of the installation passes here once: into the hot tail, then a notice to the event loops where somebody
 * follows its stream. An event that did not arrive is looked up, so that its followers read it from history. Arrivals come
 * on the source's thread; {@link #shard} is called on event loops.
 */
public final class Hub implements EventSource.Listener {
    private final Vertx vertx;
    private final EventSource source;
    private final HistorySource history;
    private final int attempts;
    private final HotTail tail;
    private final HubMetrics meters;
    private final PartitionPositions positions;
    private final GapFiller gaps;
    private final HistoryLossDetector loss = new HistoryLossDetector();
    private final GapScan sweep;
    private final ConcurrentMap<Thread, HubShard> shards = new ConcurrentHashMap<>();

    public Hub(Vertx vertx, HubSettings settings, EventSource source, HistorySource history, MeterRegistry registry) {
        this.vertx = vertx;
        this.source = source;
        this.history = history;
        this.attempts = settings.attempts();
        this.tail = new HotTail(settings.tailBytes());
        this.meters = new HubMetrics(registry, tail, loss);
        this.positions = new PartitionPositions(settings.partitions());
        Context context = vertx.getOrCreateContext();
        this.gaps = new GapFiller(vertx, context, history, this::missed);
        this.sweep = new GapScan(vertx, settings.sweep(), history::positions, positions, this::behind, loss);
    }

    /** Completes when everything committed from then on reaches its followers. */
    public Future<Void> start() {
        return source.start(this)
                .compose(reading -> history.positions())
                .onSuccess(positions::startAt)
                .onSuccess(heads -> sweep.start())
                .mapEmpty();
    }

    public Future<Void> close() {
        sweep.stop();
        return source.close();
    }

    /** Whether history has all that was ever seen committed, as of the last look at it. */
    public boolean whole() {
        return loss.missing() == 0;
    }

    /** The shard of the event loop this is called on. */
    public HubShard shard() {
        return shards.computeIfAbsent(
                Thread.currentThread(), loop -> new HubShard(vertx, tail, history, attempts, meters));
    }

    @Override
    public void arrived(int partition, StoredEvent event) {
        Arrival arrival = positions.arrive(partition, event.position());
        if (arrival instanceof Arrival.Old) {
            meters.repeated();
            return;
        }
        if (arrival instanceof Arrival.Behind gap) {
            behind(gap);
        }
        meters.arrived();
        tail.append(event);
        notice(event.stream(), event.version());
    }

    @Override
    public void settled() {
        shards.values().forEach(HubShard::wake);
    }

    private void behind(Arrival.Behind gap) {
        meters.gap();
        gaps.fill(gap);
    }

    private void missed(StreamId stream, long version) {
        notice(stream, version);
        settled();
    }

    private void notice(StreamId stream, long version) {
        for (HubShard shard : shards.values()) {
            shard.notice(stream, version);
        }
    }
}
