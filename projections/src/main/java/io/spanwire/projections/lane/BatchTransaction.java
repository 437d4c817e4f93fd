package io.spanwire.projections.lane;

import io.spanwire.bus.domain.Domains;
import io.spanwire.bus.domain.ForgetSubject;
import io.spanwire.bus.message.Command;
import io.spanwire.bus.message.Problem;
import io.spanwire.bus.message.Problems;
import io.spanwire.bus.message.StreamId;
import io.spanwire.projections.decide.CommandDecider;
import io.spanwire.projections.decide.DecidedCommand;
import io.spanwire.projections.journal.BatchChanges;
import io.spanwire.projections.journal.ClaimLost;
import io.spanwire.projections.journal.DecidedBefore;
import io.spanwire.projections.journal.EventSealer;
import io.spanwire.projections.journal.Journal;
import io.spanwire.projections.journal.JournalTransaction;
import io.spanwire.projections.journal.PartitionProgress;
import io.spanwire.projections.journal.StatementFailed;
import io.spanwire.projections.journal.TimerSealer;
import io.spanwire.projections.project.ProjectionFailed;
import io.spanwire.projections.project.Projector;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The transaction that decides a part of the command log and commits it, all or nothing: either commands that arrived,
 * or a page of the commands that wait in a parked stream when an order has them decided.
 *
 * <h2>From memory, together, or one by one</h2>
 *
 * While a lane holds its partitions, nobody else changes them. So it decides from memory what it can, and commits
 * without having asked the database anything ({@link JournalTransaction#commitUnlocked}). If another lane has taken
 * over, a command was decided before, or a subject was forgotten, the commit fails, and nothing is stored; the batch is
 * then locked, which tells what it was.
 *
 * <p>Otherwise the batch is locked and loaded first. Commands are written together, which makes it fast. When a
 * domain's table refuses a row (by a unique constraint that is a rule of the domain, or because the statement is wrong),
 * or a projection cannot make a row, everything is rolled back and decided again one command at a time, each behind a
 * savepoint ({@link SingleCommandWriter}): the refused command is rejected, or its stream is parked
 * ({@link BatchParking}), and the other commands succeed.
 *
 * <p>A statement that runs too long need not do so again: {@link SlowBatchPolicy} limits the tries.
 */
final class BatchTransaction {
    private static final Logger LOG = LoggerFactory.getLogger(BatchTransaction.class);

    private final Domains domains;
    private final Journal journal;
    private final StreamCache cache;
    private final ClaimedPartitions claimed;
    private final BatchLoader loader;
    private final int pageSize;
    private final Projector projector;
    private final SnapshotPolicy snapshots;
    private final EventSealer sealer = new EventSealer();
    private final TimerSealer timerSealer = new TimerSealer();
    private final TimedDecider decider;

    /** @param domainsHash identifies this worker's domains in parked streams */
    BatchTransaction(
            Domains domains,
            Journal journal,
            StreamCache cache,
            ClaimedPartitions claimed,
            SnapshotPolicy snapshots,
            ParkingLimits limits,
            TimedDecider decider,
            String domainsHash) {
        this.domains = domains;
        this.journal = journal;
        this.cache = cache;
        this.claimed = claimed;
        this.loader = new BatchLoader(domains, cache, sealer, claimed, limits, domainsHash);
        this.pageSize = limits.page();
        this.projector = new Projector(domains);
        this.decider = decider;
        this.snapshots = snapshots;
    }

    /**
     * Decides and commits. When the result is not finished, the same batch must be run again.
     *
     * @throws StatementFailed when a projection ran too long
     * @throws BatchTakenOver when another lane has decided the batch or is deciding it; nothing has changed
     * @throws io.spanwire.projections.journal.DatabaseUnavailable when it may or may not have been committed
     */
    CommittedBatch run(Batch batch) {
        try {
            return loader.fromMemory(batch)
                    .map(state -> runFromMemory(batch, state))
                    .orElseGet(() -> runLocked(batch));
        } catch (StatementFailed refused) {
            if (refused.timedOut()) {
                throw refused;
            }
            LOG.warn(
                    "batch refused, deciding one by one records={} state={}",
                    batch.records().size(),
                    refused.sqlState());
        } catch (ProjectionFailed failed) {
            LOG.warn(
                    "projection failed, deciding one by one records={}",
                    batch.records().size());
        }
        return inTransaction(transaction -> runOneByOne(transaction, batch, pageSize, false));
    }

    /** Runs work again when it turns out that the caches are outdated. A key that was rolled back must not be used. */
    private CommittedBatch inTransaction(Function<JournalTransaction, CommittedBatch> work) {
        try {
            return journal.inTransaction(work);
        } catch (CacheOutdated outdated) {
            LOG.debug("a subject was forgotten", outdated);
            return journal.inTransaction(work);
        } catch (RuntimeException failed) {
            sealer.clear();
            throw failed;
        }
    }

    private CommittedBatch runFromMemory(Batch batch, BatchState state) {
        try {
            return journal.inTransaction(transaction -> {
                decideTogether(transaction, state);
                transaction.commitUnlocked(state.stored(), changes(transaction, state), state.progress());
                return committed(state);
            });
        } catch (ClaimLost lost) {
            LOG.debug("claim lost", lost);
            return inTransaction(transaction -> runTogether(transaction, batch, state.stored()));
        } catch (DecidedBefore repeated) {
            LOG.debug(
                    "batch has commands decided before records={}",
                    batch.records().size());
            return runLocked(batch);
        }
    }

    private CommittedBatch runLocked(Batch batch) {
        return inTransaction(transaction -> runTogether(transaction, batch, Map.of()));
    }

    /**
     * Decides and commits one command only, or the next one of an order.
     *
     * @param lastTry whether a projection that runs too long has failed permanently
     */
    CommittedBatch runSingle(Batch single, boolean lastTry) {
        return inTransaction(transaction -> runOneByOne(transaction, single, 1, lastTry));
    }

    /** @param expected progress that must not have changed, except that subjects may have been forgotten */
    private CommittedBatch runTogether(
            JournalTransaction transaction, Batch batch, Map<Integer, PartitionProgress> expected) {
        BatchState state = loader.load(transaction, batch, pageSize);
        requireSame(expected, state.stored());
        decideTogether(transaction, state);
        transaction.commit(changes(transaction, state), state.progress());
        return committed(state);
    }

    private static void requireSame(Map<Integer, PartitionProgress> expected, Map<Integer, PartitionProgress> stored) {
        List<Integer> moved = expected.keySet().stream()
                .filter(partition -> !isSame(expected.get(partition), stored.get(partition)))
                .toList();
        if (!moved.isEmpty()) {
            throw new BatchTakenOver(moved);
        }
    }

    private static boolean isSame(@Nullable PartitionProgress expected, @Nullable PartitionProgress stored) {
        return expected != null
                && stored != null
                && expected.nextOffset() == stored.nextOffset()
                && expected.head() == stored.head();
    }

    private void decideTogether(JournalTransaction transaction, BatchState state) {
        decideAll(state, (record, decided) -> state.add(record, decided, state.assignPositions(record, decided)));
        state.seal(events -> sealer.seal(transaction, events));
    }

    private BatchChanges changes(JournalTransaction transaction, BatchState state) {
        return new BatchChanges(
                state.events(),
                state.streamWrites(snapshots),
                state.decided(),
                state.deadLetters(),
                projector.plan(BatchChanges.recorded(state.events())),
                state.parking().changes(),
                timerSealer.seal(state.timers(), state::partition, transaction::keys));
    }

    private CommittedBatch runOneByOne(JournalTransaction transaction, Batch batch, int maxCommands, boolean lastTry) {
        BatchState state = loader.load(transaction, batch, maxCommands);
        SingleCommandWriter writer = new SingleCommandWriter(
                domains, transaction, projector, sealer, timerSealer, snapshots, state, lastTry);
        decideAll(state, writer::write);
        transaction.commit(
                BatchChanges.ofParking(state.deadLetters(), state.parking().changes()), state.progress());
        return committed(state);
    }

    private CommittedBatch committed(BatchState state) {
        CommittedBatch committed = state.committed();
        state.closed().forEach(cache::remove);
        cache.putAll(committed.states());
        claimed.committed(committed);
        state.parking().logCommitted();
        return committed;
    }

    /** Handles each command before the next: {@code write} may change the state of its stream, or park it. */
    private void decideAll(BatchState state, BiConsumer<LogRecord.CommandRecord, DecidedCommand> write) {
        for (LogRecord.CommandRecord record : state.commands()) {
            state.outcomeOf(record.command())
                    .ifPresentOrElse(known -> state.addReply(record, known), () -> decide(record, state, write));
        }
    }

    /**
     * A command that waits in a parked stream came before the stream was closed, and is decided as usual. A closed stream is
     * told, too, that a subject is forgotten.
     */
    private static Optional<Problem> closed(LogRecord.CommandRecord record, BatchState state) {
        StreamId stream = record.command().stream();
        return state.closedReason(stream)
                .filter(reason -> !state.parking().isWaiting(record.command())
                        && !record.command().name().equals(ForgetSubject.NAME))
                .map(reason -> reason.isEmpty()
                        ? Problems.STREAM_CLOSED
                        : Problems.STREAM_CLOSED.because("The stream " + stream + " was closed: " + reason));
    }

    private void decide(
            LogRecord.CommandRecord record,
            BatchState state,
            BiConsumer<LogRecord.CommandRecord, DecidedCommand> write) {
        Command command = record.command();
        BatchParking parking = state.parking();
        Optional<Problem> rejection = closed(record, state).or(() -> parking.rejection(record));
        if (rejection.isPresent()) {
            write.accept(record, CommandDecider.rejected(command, rejection.get()));
        } else if (parking.mustWait(command.stream())) {
            parking.enqueue(record);
        } else {
            state.stream(command.stream())
                    .ifPresentOrElse(
                            stream -> decider.decide(command, stream)
                                    .ifPresentOrElse(
                                            decided -> writeOrPark(record, decided, parking, write),
                                            () -> parking.park(record, tooSlow(command))),
                            () -> parking.park(record, state.unreadableReason(command.stream())));
        }
    }

    private static String tooSlow(Command command) {
        return ParkedReason.of("the decider of " + command.name() + " took longer than "
                + TimedDecider.LIMIT.toSeconds() + " s, twice");
    }

    /** What a reaction or a timer has sent, nobody sends again: when it cannot be decided, it waits in its stream. */
    private static void writeOrPark(
            LogRecord.CommandRecord record,
            DecidedCommand decided,
            BatchParking parking,
            BiConsumer<LogRecord.CommandRecord, DecidedCommand> write) {
        if (record.command().caller().hasInternalSubject() && !decided.outcome().isFinal()) {
            parking.park(record, ParkedReason.of("the command cannot be decided: see the worker's log"));
        } else {
            write.accept(record, decided);
        }
    }
}
