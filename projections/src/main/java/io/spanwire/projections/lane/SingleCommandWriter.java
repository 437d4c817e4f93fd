package io.spanwire.projections.lane;

import io.spanwire.bus.domain.Domains;
import io.spanwire.bus.message.Command;
import io.spanwire.bus.message.Problem;
import io.spanwire.projections.decide.CommandDecider;
import io.spanwire.projections.decide.DecidedCommand;
import io.spanwire.projections.journal.BatchChanges;
import io.spanwire.projections.journal.BatchChanges.Appended;
import io.spanwire.projections.journal.BatchChanges.StreamWrite;
import io.spanwire.projections.journal.EventSealer;
import io.spanwire.projections.journal.JournalTransaction;
import io.spanwire.projections.journal.StatementFailed;
import io.spanwire.projections.journal.StreamRow;
import io.spanwire.projections.journal.TimerSealer;
import io.spanwire.projections.project.ProjectionFailed;
import io.spanwire.projections.project.Projector;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The writer of one command at a time, behind a savepoint. When a statement is refused: a domain's rule across streams
 * rejects the command; a projection that fails permanently parks its stream; a value that Spanwire's tables cannot
 * store was made by the domain (the edge has validated what the client sent), so the command fails.
 */
final class SingleCommandWriter {
    private static final Logger LOG = LoggerFactory.getLogger(SingleCommandWriter.class);

    private final Domains domains;
    private final JournalTransaction transaction;
    private final Projector projector;
    private final EventSealer sealer;
    private final TimerSealer timerSealer;
    private final SnapshotPolicy snapshots;
    private final BatchState state;
    private final boolean lastTry;

    /**
     * @param lastTry whether a projection that runs too long has failed permanently; otherwise the failure is thrown
     */
    SingleCommandWriter(
            Domains domains,
            JournalTransaction transaction,
            Projector projector,
            EventSealer sealer,
            TimerSealer timerSealer,
            SnapshotPolicy snapshots,
            BatchState state,
            boolean lastTry) {
        this.domains = domains;
        this.transaction = transaction;
        this.projector = projector;
        this.sealer = sealer;
        this.timerSealer = timerSealer;
        this.snapshots = snapshots;
        this.state = state;
        this.lastTry = lastTry;
    }

    /** Writes a decided command, or the consequence of its refusal. */
    void write(LogRecord.CommandRecord record, DecidedCommand decided) {
        List<Appended> events = sealer.seal(transaction, state.assignPositions(record, decided));
        try {
            transaction.writeOrUndo(BatchChanges.ofCommand(
                            decided,
                            events,
                            streamWrite(record, decided),
                            projector.plan(BatchChanges.recorded(events)))
                    .withTimers(timerSealer.seal(decided.timers(), same -> record.partition(), transaction::keys)));
            state.add(record, decided, events);
        } catch (StatementFailed refused) {
            if (refused.timedOut() && !lastTry) {
                throw refused;
            }
            handle(record, refused);
        } catch (ProjectionFailed failed) {
            LOG.error("projection failed stream={}", record.command().stream(), failed);
            park(record, failed.reason());
        }
    }

    private void handle(LogRecord.CommandRecord record, StatementFailed refused) {
        Command command = record.command();
        if (refused.isOwn()) {
            LOG.error("command not storable command={} stream={}", command.id(), command.stream(), refused);
            if (command.caller().hasInternalSubject()) {
                park(record, "the command's outcome cannot be stored: see the worker's log");
                return;
            }
            writeInstead(record, CommandDecider.failed(command));
            return;
        }
        violatedRule(command, refused.constraint())
                .ifPresentOrElse(
                        problem -> writeInstead(record, CommandDecider.rejected(command, problem)),
                        () -> park(record, refused.reason()));
    }

    private Optional<Problem> violatedRule(Command command, String constraint) {
        return projector.violation(constraint).flatMap(rule -> domains.streamType(
                        command.stream().type())
                .map(type -> type.rejection(rule.code(), rule.detail())));
    }

    private void writeInstead(LogRecord.CommandRecord record, DecidedCommand decided) {
        transaction.writeOrUndo(BatchChanges.ofCommand(decided, List.of(), List.of(), List.of()));
        state.add(record, decided, List.of());
    }

    private void park(LogRecord.CommandRecord record, String reason) {
        state.parking().park(record, ParkedReason.of(reason));
    }

    private List<StreamWrite> streamWrite(LogRecord.CommandRecord record, DecidedCommand decided) {
        return decided.after().stream()
                .map(after -> new StreamWrite(
                        record.command().stream().toString(),
                        record.partition(),
                        new StreamRow(after.version(), decided.forgets() ? snapshots.now(after) : Optional.empty())))
                .toList();
    }
}
