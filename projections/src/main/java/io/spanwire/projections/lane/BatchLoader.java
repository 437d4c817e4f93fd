package io.spanwire.projections.lane;

import io.spanwire.bus.domain.Domains;
import io.spanwire.bus.domain.StreamType;
import io.spanwire.bus.json.CommandJson;
import io.spanwire.bus.message.StreamId;
import io.spanwire.projections.decide.UnreadableHistory;
import io.spanwire.projections.journal.JournalTransaction;
import io.spanwire.projections.journal.LockedBatch;
import io.spanwire.projections.journal.ParkedCommandPage;
import io.spanwire.projections.journal.PartitionProgress;
import io.spanwire.projections.journal.StreamRow;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Loads what deciding a part of the command log needs, inside its transaction: its claim, known outcomes and stream states. */
final class BatchLoader {
    private static final Logger LOG = LoggerFactory.getLogger(BatchLoader.class);

    private final Domains domains;
    private final StreamCache memory;
    private final StreamLoader loader = new StreamLoader();
    private final ParkingLimits limits;
    private final String domainsHash;

    BatchLoader(Domains domains, StreamCache memory, ParkingLimits limits, String domainsHash) {
        this.domains = domains;
        this.memory = memory;
        this.limits = limits;
        this.domainsHash = domainsHash;
    }

    /**
     * Locks the batch's partitions and loads.
     *
     * @param page the maximum number of commands of an order
     * @throws ClaimLost when another lane has decided the batch, or decides it
     */
    BatchState load(JournalTransaction transaction, Batch batch, int page) {
        return batch.order()
                .map(order -> loadOrder(transaction, batch, order, page))
                .orElseGet(() -> loadCommands(transaction, batch));
    }

    private BatchState loadCommands(JournalTransaction transaction, Batch batch) {
        Set<StreamId> streams = batch.streams();
        Set<StreamId> unknown = new HashSet<>(streams);
        unknown.removeIf(stream -> memory.find(stream).isPresent());
        LockedBatch opening = transaction.lock(batch.firstOffsets().keySet(), batch.commands(), unknown, streams);
        refuseUnlessOurs(batch, opening.partitions());
        BatchState work = new BatchState(
                batch,
                batch.requests(),
                opening.partitions(),
                opening.known(),
                new IncomingBatchParking(limits.maxWaiting(), opening.parked(), domainsHash));
        streams.removeAll(opening.parked().keySet()); // their commands only wait, and loading may fail again
        for (StreamId stream : streams) {
            memory.find(stream)
                    .ifPresentOrElse(
                            state -> work.state(stream, state),
                            () -> load(
                                    transaction,
                                    stream,
                                    Optional.ofNullable(opening.streams().get(stream)),
                                    work));
        }
        batch.deadLetters().forEach(work::park);
        return work;
    }

    /**
     * The stream is loaded anew, not taken from memory: while an order is carried out the partition's offset stands still, so
     * a lane that has lost the partition learns of it only when the order is done, and what it remembers may be old.
     */
    private BatchState loadOrder(JournalTransaction transaction, Batch batch, LogRecord.OrderRecord item, int most) {
        ParkedCommandPage page = transaction.lockParked(item.partition(), item.order(), most);
        refuseUnlessOurs(batch, page.partitions());
        RetryBatchParking waiting = new RetryBatchParking(item, page, most, domainsHash);
        List<LogRecord.CommandRecord> requests = page.finished() ? List.of() : requests(page);
        BatchState work = new BatchState(batch, requests, page.partitions(), page.known(), waiting);
        StreamId stream = item.order().stream();
        load(transaction, stream, page.row(), work);
        return work;
    }

    /** Their places stand for their offsets. */
    private static List<LogRecord.CommandRecord> requests(ParkedCommandPage page) {
        return page.waiting().stream()
                .map(each -> new LogRecord.CommandRecord(
                        each.partition(),
                        each.place(),
                        CommandJson.read(each.value().getBytes()),
                        each.replyTo()))
                .toList();
    }

    private void refuseUnlessOurs(Batch batch, Map<Integer, PartitionProgress> partitions) {
        List<Integer> lost = new ArrayList<>();
        batch.firstOffsets().forEach((partition, first) -> {
            PartitionProgress stored = partitions.get(partition);
            if (stored == null || stored.nextOffset() != first) {
                lost.add(partition);
            }
        });
        if (!lost.isEmpty()) {
            throw new ClaimLost(lost);
        }
    }

    /**
     * Loads a stream, or marks it unreadable. So is one whose type no domain knows, with or without events: the edge took
     * the command because its jars know the type; once this worker has them too, it is decided. A rejection would be final.
     */
    private void load(JournalTransaction transaction, StreamId stream, Optional<StreamRow> row, BatchState work) {
        Optional<StreamType<?>> type = domains.streamType(stream.type());
        if (type.isEmpty()) {
            work.unreadable(stream, "no domain of this worker knows the stream type " + stream.type());
            return;
        }
        try {
            work.state(stream, loader.load(transaction, stream, type.get(), row));
        } catch (UnreadableHistory unreadable) {
            LOG.error("stream unreadable stream={}", stream, unreadable);
            work.unreadable(stream, ParkedReason.of(unreadable.reason()));
        }
    }
}
