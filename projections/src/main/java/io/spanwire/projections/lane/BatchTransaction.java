package io.spanwire.projections.lane;

import io.spanwire.bus.domain.Domains;
import io.spanwire.projections.journal.BatchChanges;
import io.spanwire.projections.journal.Journal;
import io.spanwire.projections.journal.StatementFailed;
import io.spanwire.projections.project.ProjectionFailed;
import io.spanwire.projections.project.Projector;
import java.util.List;
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

    private final Journal journal;
    private final StreamCache memory;
    private final BatchLoader openings;
    private final int page;
    private final Projector projector;
    private final SingleCommandWriter oneByOne;
    private final SnapshotPolicy snapshots;

    /** @param domainsHash tells these domains from others in what is parked */
    BatchTransaction(
            Domains domains,
            Journal journal,
            StreamCache memory,
            SnapshotPolicy snapshots,
            ParkingLimits limits,
            String domainsHash) {
        this.journal = journal;
        this.memory = memory;
        this.openings = new BatchLoader(domains, journal, memory, limits, domainsHash);
        this.page = limits.page();
        this.projector = new Projector(domains);
        this.oneByOne = new SingleCommandWriter(domains, journal, projector);
        this.snapshots = snapshots;
    }

    /**
     * Decides and commits. What comes back unfinished is to be run again.
     *
     * @throws StatementFailed when a projection ran too long
     * @throws ClaimLost when the batch is not ours to decide; nothing was done
     * @throws io.spanwire.projections.journal.DatabaseUnavailable when it may or may not have been committed
     */
    CommittedBatch run(Batch batch) {
        BatchState work = openings.open(batch, page);
        BatchDecider.go(work, (request, decision) -> work.take(request, decision, work.place(request, decision)));
        try {
            return commit(
                    work,
                    new BatchChanges(
                            work.events(),
                            work.streamWrites(snapshots),
                            work.decided(),
                            work.parked(),
                            projector.plan(BatchChanges.facts(work.events())),
                            work.parkedStreams().changes()));
        } catch (StatementFailed refused) {
            if (refused.timedOut()) {
                throw refused;
            }
            LOG.warn(
                    "batch refused, deciding one by one commands={} state={}",
                    work.requests().size(),
                    refused.sqlState());
            return oneByOne(openings.open(batch, page), false);
        } catch (ProjectionFailed wrong) {
            LOG.warn(
                    "batch not projected, deciding one by one commands={}",
                    work.requests().size());
            journal.rollback();
            return oneByOne(openings.open(batch, page), false);
        }
    }

    /**
     * The same for one command only, or the next one of an order.
     *
     * @param lastTry whether a projection that runs too long has failed for good
     */
    CommittedBatch runApart(Batch single, boolean lastTry) {
        return oneByOne(openings.open(single, 1), lastTry);
    }

    private CommittedBatch oneByOne(BatchState work, boolean lastTry) {
        BatchDecider.go(work, (request, decision) -> oneByOne.write(request, decision, work, lastTry));
        return commit(
                work,
                new BatchChanges(
                        List.of(),
                        List.of(),
                        List.of(),
                        work.parked(),
                        List.of(),
                        work.parkedStreams().changes()));
    }

    private CommittedBatch commit(BatchState work, BatchChanges changes) {
        journal.commit(changes, work.progress());
        CommittedBatch committed = work.committed();
        memory.keep(committed.states());
        work.parkedStreams().told();
        return committed;
    }
}
