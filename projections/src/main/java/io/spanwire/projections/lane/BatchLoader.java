package io.spanwire.projections.lane;

import io.spanwire.bus.archive.UnreadablePage;
import io.spanwire.bus.domain.Domains;
import io.spanwire.bus.domain.ForgetSubject;
import io.spanwire.bus.domain.StreamType;
import io.spanwire.bus.fold.StreamState;
import io.spanwire.bus.fold.UnreadableHistory;
import io.spanwire.bus.json.CommandJson;
import io.spanwire.bus.message.OperatorOrder;
import io.spanwire.bus.message.StreamId;
import io.spanwire.projections.journal.EventSealer;
import io.spanwire.projections.journal.JournalTransaction;
import io.spanwire.projections.journal.LockedBatch;
import io.spanwire.projections.journal.ParkedCommandPage;
import io.spanwire.projections.journal.PartitionProgress;
import io.spanwire.projections.journal.StreamRow;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The loader of a batch's state: from memory alone, or inside the batch's transaction: locked partitions, known
 * outcomes, stream states.
 */
final class BatchLoader {
    private static final Logger LOG = LoggerFactory.getLogger(BatchLoader.class);

    private final Domains domains;
    private final StreamCache cache;
    private final ClaimedPartitions claimed;
    private final EventSealer sealer;
    private final StreamLoader loader = new StreamLoader();
    private final ParkingLimits limits;
    private final String domainsHash;
    /** How many subjects were forgotten when the cached streams and keys were read. */
    private long forgettings;

    BatchLoader(
            Domains domains,
            StreamCache cache,
            EventSealer sealer,
            ClaimedPartitions claimed,
            ParkingLimits limits,
            String domainsHash) {
        this.domains = domains;
        this.cache = cache;
        this.sealer = sealer;
        this.claimed = claimed;
        this.limits = limits;
        this.domainsHash = domainsHash;
    }

    /**
     * The state of a batch that needs nothing from the database: the lane knows its partitions' progress, all its
     * streams are cached, and none is parked. Outcomes of commands decided before are not known.
     */
    Optional<BatchState> fromMemory(Batch batch) {
        if (batch.order().isPresent()) {
            return Optional.empty();
        }
        return claimed.progressFor(batch).filter(this::isAsNewAsCaches).flatMap(progress -> {
            IncomingBatchParking parking = new IncomingBatchParking(limits.maxWaiting(), Map.of(), domainsHash);
            BatchState state = new BatchState(batch, batch.commands(), progress, Map.of(), parking);
            for (StreamId stream : batch.streams()) {
                Optional<StreamState<?>> cached = cache.find(stream);
                if (cached.isEmpty()) {
                    return Optional.empty();
                }
                state.putStream(stream, cached.get());
            }
            return Optional.of(state);
        });
    }

    /**
     * Locks the batch's partitions and loads.
     *
     * @param maxCommands the maximum number of waiting commands, if the batch is an order
     * @throws BatchTakenOver when another lane has decided the batch or is deciding it
     */
    BatchState load(JournalTransaction transaction, Batch batch, int maxCommands) {
        return batch.order()
                .map(order -> loadOrder(transaction, batch, order, maxCommands))
                .orElseGet(() -> loadCommands(transaction, batch));
    }

    private BatchState loadCommands(JournalTransaction transaction, Batch batch) {
        Set<StreamId> streams = new HashSet<>(batch.streams());
        Set<StreamId> uncached = new HashSet<>(streams);
        uncached.removeIf(stream -> cache.find(stream).isPresent());
        LockedBatch locked = transaction.lock(batch.firstOffsets().keySet(), batch.commandIds(), uncached, streams);
        checkClaim(batch, locked.partitions());
        if (!isCacheValid(locked.partitions()) && uncached.size() < streams.size()) {
            throw new CacheOutdated();
        }
        IncomingBatchParking parking = new IncomingBatchParking(limits.maxWaiting(), locked.parked(), domainsHash);
        BatchState state = new BatchState(batch, batch.commands(), locked.partitions(), locked.outcomes(), parking);
        locked.streams().forEach((stream, row) -> row.closed().ifPresent(reason -> state.markClosed(stream, reason)));
        streams.removeAll(locked.parked().keySet()); // their commands only wait, and loading may fail again
        for (StreamId stream : streams) {
            Optional<StreamState<?>> cached = cache.find(stream);
            if (cached.isPresent()) {
                state.putStream(stream, cached.get());
            } else if (state.closedReason(stream).isEmpty() || forgets(batch, stream)) {
                load(transaction, stream, Optional.ofNullable(locked.streams().get(stream)), state);
            }
        }
        return state;
    }

    private static boolean forgets(Batch batch, StreamId stream) {
        return batch.commands().stream()
                .map(LogRecord.CommandRecord::command)
                .anyMatch(each -> each.stream().equals(stream) && each.name().equals(ForgetSubject.NAME));
    }

    /**
     * Loads the stream from the database, not from the cache: the partition's offset does not change while an order is
     * carried out, so a lane that lost the partition notices it only when the order is finished, and its cache may be
     * stale.
     */
    private BatchState loadOrder(
            JournalTransaction transaction, Batch batch, LogRecord.OrderRecord record, int maxCommands) {
        ParkedCommandPage page = transaction.lockParked(record.partition(), record.order(), maxCommands);
        checkClaim(batch, page.partitions());
        OperatorOrder order = record.order();
        if (order.verb() == OperatorOrder.Verb.CLOSE || order.verb() == OperatorOrder.Verb.REOPEN) {
            BatchParking closing = new ClosingBatchParking(order, page.finished());
            BatchState state = new BatchState(batch, List.of(), page.partitions(), Map.of(), closing);
            state.markClosed(order.stream(), order.reason());
            return state;
        }
        boolean unused = isCacheValid(page.partitions()); // the keys; states are not taken from the cache
        RetryBatchParking parking = new RetryBatchParking(record, page, maxCommands, domainsHash);
        List<LogRecord.CommandRecord> commands = page.finished() ? List.of() : waitingCommands(page);
        BatchState state = new BatchState(batch, commands, page.partitions(), page.outcomes(), parking);
        page.row().flatMap(StreamRow::closed).ifPresent(reason -> state.markClosed(order.stream(), reason));
        load(transaction, order.stream(), page.row(), state);
        return state;
    }

    /** Their queue numbers replace their offsets. */
    private static List<LogRecord.CommandRecord> waitingCommands(ParkedCommandPage page) {
        return page.waiting().stream()
                .map(each -> new LogRecord.CommandRecord(
                        each.partition(),
                        each.queueNumber(),
                        CommandJson.read(each.value().getBytes()),
                        each.replyTo()))
                .toList();
    }

    private boolean isAsNewAsCaches(Map<Integer, PartitionProgress> progress) {
        return PartitionProgress.forgettings(progress) == forgettings;
    }

    /** Whether nobody was forgotten since the cached streams and keys were read; otherwise the caches are emptied. */
    private boolean isCacheValid(Map<Integer, PartitionProgress> progress) {
        long now = PartitionProgress.forgettings(progress);
        if (now == forgettings) {
            return true;
        }
        forgettings = now;
        cache.clear();
        sealer.clear();
        return false;
    }

    private static void checkClaim(Batch batch, Map<Integer, PartitionProgress> stored) {
        Map<Integer, Long> lost = new HashMap<>(batch.firstOffsets());
        stored.forEach((partition, progress) -> lost.remove(partition, progress.nextOffset()));
        if (!lost.isEmpty()) {
            throw new BatchTakenOver(lost.keySet());
        }
    }

    /**
     * Loads a stream, or marks it unreadable; also when no domain has its type, with or without events. The edge
     * accepted the command, so its jars have the type and this worker will decide it once it has them; a rejection
     * would be final.
     */
    private void load(JournalTransaction transaction, StreamId stream, Optional<StreamRow> row, BatchState state) {
        Optional<StreamType<?>> type = domains.streamType(stream.type());
        if (type.isEmpty()) {
            state.markUnreadable(stream, "no domain of this worker knows the stream type " + stream.type());
            return;
        }
        try {
            state.putStream(stream, loader.load(transaction, stream, type.get(), row));
        } catch (UnreadableHistory unreadable) {
            LOG.error("stream unreadable stream={}", stream, unreadable);
            state.markUnreadable(stream, ParkedReason.of(unreadable.reason()));
        } catch (UnreadablePage unreadable) {
            LOG.error("archive unreadable stream={}", stream, unreadable);
            state.markUnreadable(stream, ParkedReason.of(String.valueOf(unreadable.getMessage())));
        }
    }
}
