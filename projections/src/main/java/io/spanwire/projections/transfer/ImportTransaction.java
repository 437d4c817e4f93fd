package io.spanwire.projections.transfer;

import io.spanwire.bus.domain.Domains;
import io.spanwire.bus.domain.Reaction;
import io.spanwire.bus.message.Partitioning;
import io.spanwire.projections.exportfile.ExportedCommand;
import io.spanwire.projections.journal.BatchChanges;
import io.spanwire.projections.journal.EventSealer;
import io.spanwire.projections.journal.Journal;
import io.spanwire.projections.journal.JournalTransaction;
import io.spanwire.projections.journal.ParkingChanges;
import io.spanwire.projections.journal.StatementFailed;
import io.spanwire.projections.project.ProjectionFailed;
import io.spanwire.projections.project.Projector;
import java.util.List;
import java.util.Set;

/**
 * The transaction that stores one batch of a file: events, streams, outcomes, read models and the partitions' heads,
 * through the lanes' journal and with their locks. Blocking, one thread.
 */
final class ImportTransaction {
    private final Journal journal;
    private final StoredEvents stored;
    private final Partitioning partitioning;
    private final Projector projector;
    private final Domains domains;
    private final EventSealer sealer = new EventSealer();

    ImportTransaction(Journal journal, StoredEvents stored, Partitioning partitioning, Domains domains) {
        this.journal = journal;
        this.stored = stored;
        this.partitioning = partitioning;
        this.projector = new Projector(domains);
        this.domains = domains;
    }

    /** @throws ImportRefused when the batch does not fit what is stored, or a row of it is refused; nothing is stored */
    ImportResult store(ImportBatch batch) {
        try {
            return journal.inTransaction(transaction -> store(batch, transaction));
        } catch (StatementFailed | ProjectionFailed refused) {
            sealer.clear(); // keys that were made have been rolled back
            return journal.inTransaction(transaction -> storeOneByOne(batch, transaction));
        }
    }

    private ImportResult store(ImportBatch batch, JournalTransaction transaction) {
        ImportPlan plan = lock(batch, transaction);
        stored.requireEqual(plan.storedBefore());
        if (!plan.added().isEmpty()) {
            skipPast(plan, transaction);
            transaction.commit(sealed(plan.changes(projector), transaction), plan.progress());
        }
        return plan.result();
    }

    private BatchChanges sealed(BatchChanges changes, JournalTransaction transaction) {
        return changes.withEvents(sealer.seal(transaction, changes.events()));
    }

    private ImportPlan lock(ImportBatch batch, JournalTransaction transaction) {
        return ImportPlan.of(
                batch.commands(),
                transaction.lock(batch.partitions(partitioning), batch.ids(), batch.streams(), Set.of()),
                partitioning);
    }

    /**
     * Writes the commands one after the other: rows of the same statement together would break a rule across streams
     * that they keep in their order. Or one of them is refused also alone, and is then known.
     */
    private ImportResult storeOneByOne(ImportBatch batch, JournalTransaction transaction) {
        ImportPlan plan = lock(batch, transaction);
        for (ImportPlan.New command : plan.added()) {
            try {
                transaction.writeOrUndo(sealed(ImportPlan.changes(command, projector), transaction));
            } catch (StatementFailed | ProjectionFailed refused) {
                throw ImportRefused.notStored(
                        command.command().firstLine(), place(command.command()), reason(refused), refused);
            }
        }
        skipPast(plan, transaction);
        transaction.commit(BatchChanges.ofParking(List.of(), ParkingChanges.NONE), plan.progress());
        return plan.result();
    }

    /** What a file brings is the past: only reactions that take the past react to it, and webhooks do not deliver it. */
    private void skipPast(ImportPlan plan, JournalTransaction transaction) {
        transaction.skipWebhooks(plan.before(), plan.progress());
        for (Reaction reaction : domains.reactions()) {
            if (reaction.start() == Reaction.Start.NOW) {
                transaction.skip(reaction.name(), domains.eventTypes(reaction), plan.before(), plan.progress());
            }
        }
    }

    private static String place(ExportedCommand command) {
        return command.events().isEmpty()
                ? "the outcome of command " + command.outcome().outcome().command()
                : "version " + command.events().get(0).version() + " of " + command.stream();
    }

    private static String reason(RuntimeException refused) {
        return refused instanceof ProjectionFailed projection
                ? projection.reason()
                : String.valueOf(refused.getMessage());
    }
}
