package io.spanwire.projections.lane;

import io.spanwire.bus.domain.Domains;
import io.spanwire.projections.journal.BatchChanges;
import io.spanwire.projections.journal.Journal;
import io.spanwire.projections.journal.JournalTransaction;
import io.spanwire.projections.journal.StatementFailed;
import io.spanwire.projections.project.ProjectionFailed;
import io.spanwire.projections.project.Projector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides a part of the command log and commits it, all or nothing: commands that arrived, or a page of those that wait in a
 * parked stream and were ordered to be decided now.
 *
 * <h2>Together, or one by one</h2>
 *
 * Commands are written together, which is what makes it fast. When a domain's table refuses a row (a unique constraint that
 * stands for a rule, or a statement that is wrong), or a projection has no row to give, everything is rolled back and done
 * again one command at a time, each behind a savepoint ({@link SingleCommandWriter}): the command that was refused is rejected, or its
 * stream parked ({@link BatchParking}), and the others go through.
 *
 * <p>What runs too long is not known to fail again: {@link SlowBatchPolicy} says how often it is tried.
 */
final class BatchTransaction {
    private static final Logger LOG = LoggerFactory.getLogger(BatchTransaction.class);

    private final Domains domains;
    private final Journal journal;
    private final StreamCache memory;
    private final BatchLoader loader;
    private final int page;
    private final Projector projector;
    private final SnapshotPolicy snapshots;

    /** @param domainsHash tells these domains from others in what is parked */
    BatchTransaction(
            Domains domains,
            Journal journal,
            StreamCache memory,
            SnapshotPolicy snapshots,
            ParkingLimits limits,
            String domainsHash) {
        this.domains = domains;
        this.journal = journal;
        this.memory = memory;
        this.loader = new BatchLoader(domains, memory, limits, domainsHash);
        this.page = limits.page();
        this.projector = new Projector(domains);
        this.snapshots = snapshots;
    }

    /**
     * Decides and commits. A result that is not finished must be run again.
     *
     * @throws StatementFailed when a projection ran too long
     * @throws ClaimLost when another lane has decided the batch, or decides it; nothing was done
     * @throws io.spanwire.projections.journal.DatabaseUnavailable when it may or may not have been committed
     */
    CommittedBatch run(Batch batch) {
        try {
            return journal.inTransaction(transaction -> together(transaction, batch));
        } catch (StatementFailed refused) {
            if (refused.timedOut()) {
                throw refused;
            }
            LOG.warn(
                    "batch refused, deciding one by one records={} state={}",
                    batch.items().size(),
                    refused.sqlState());
        } catch (ProjectionFailed failed) {
            LOG.warn(
                    "batch not projected, deciding one by one records={}",
                    batch.items().size());
        }
        return journal.inTransaction(transaction -> oneByOne(transaction, batch, page, false));
    }

    /**
     * The same for one command only, or the next one of an order.
     *
     * @param lastTry whether a projection that runs too long has failed permanently
     */
    CommittedBatch runApart(Batch single, boolean lastTry) {
        return journal.inTransaction(transaction -> oneByOne(transaction, single, 1, lastTry));
    }

    private CommittedBatch together(JournalTransaction transaction, Batch batch) {
        BatchState state = loader.load(transaction, batch, page);
        BatchDecider.go(state, (request, decision) -> state.take(request, decision, state.place(request, decision)));
        return commit(
                transaction,
                state,
                new BatchChanges(
                        state.events(),
                        state.streamWrites(snapshots),
                        state.decided(),
                        state.parked(),
                        projector.plan(BatchChanges.recorded(state.events())),
                        state.parkedStreams().changes()));
    }

    private CommittedBatch oneByOne(JournalTransaction transaction, Batch batch, int size, boolean lastTry) {
        BatchState state = loader.load(transaction, batch, size);
        SingleCommandWriter writer = new SingleCommandWriter(domains, transaction, projector);
        BatchDecider.go(state, (request, decision) -> writer.write(request, decision, state, lastTry));
        return commit(
                transaction,
                state,
                BatchChanges.ofParking(state.parked(), state.parkedStreams().changes()));
    }

    private CommittedBatch commit(JournalTransaction transaction, BatchState state, BatchChanges changes) {
        transaction.commit(changes, state.progress());
        CommittedBatch committed = state.committed();
        memory.keep(committed.states());
        state.parkedStreams().told();
        return committed;
    }
}
