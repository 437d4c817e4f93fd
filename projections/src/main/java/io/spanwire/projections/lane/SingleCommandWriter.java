package io.spanwire.projections.lane;

import io.spanwire.bus.domain.Decision;
import io.spanwire.bus.domain.Domains;
import io.spanwire.bus.domain.StreamType;
import io.spanwire.bus.message.Command;
import io.spanwire.bus.message.Problem;
import io.spanwire.projections.decide.CommandDecider;
import io.spanwire.projections.decide.DecidedCommand;
import io.spanwire.projections.journal.BatchChanges;
import io.spanwire.projections.journal.BatchChanges.Appended;
import io.spanwire.projections.journal.BatchChanges.StreamWrite;
import io.spanwire.projections.journal.JournalTransaction;
import io.spanwire.projections.journal.StatementFailed;
import io.spanwire.projections.journal.StreamRow;
import io.spanwire.projections.project.ProjectionFailed;
import io.spanwire.projections.project.Projector;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes one command's decision behind a savepoint, and says what it means when that is refused: a domain's rule across
 * streams rejects the command; a projection that fails for good parks its stream; a value that cannot be stored at all is the
 * domain's making (what the client sent was checked at the edge), so the command has failed.
 */
final class SingleCommandWriter {
    private static final Logger LOG = LoggerFactory.getLogger(SingleCommandWriter.class);

    private final Domains domains;
    private final JournalTransaction transaction;
    private final Projector projector;

    SingleCommandWriter(Domains domains, JournalTransaction transaction, Projector projector) {
        this.domains = domains;
        this.transaction = transaction;
        this.projector = projector;
    }

    /**
     * Writes, or says why not.
     *
     * @param lastTry whether a projection that runs too long has failed for good; else it is thrown
     */
    void write(LogRecord.CommandRecord request, DecidedCommand decision, BatchState work, boolean lastTry) {
        List<Appended> placed = work.place(request, decision);
        try {
            transaction.writeOrUndo(BatchChanges.ofCommand(
                    decision, placed, streamWrite(request, decision), projector.plan(BatchChanges.recorded(placed))));
            work.take(request, decision, placed);
        } catch (StatementFailed refused) {
            if (refused.timedOut() && !lastTry) {
                throw refused;
            }
            refused(request, refused, work);
        } catch (ProjectionFailed wrong) {
            LOG.error("projection failed stream={}", request.command().stream(), wrong);
            park(request, wrong.reason(), work);
        }
    }

    private void refused(LogRecord.CommandRecord request, StatementFailed refused, BatchState work) {
        Optional<Problem> meaning = meaning(request.command(), refused);
        if (meaning.isPresent()) {
            instead(request, CommandDecider.rejected(request.command(), meaning.get()), work);
        } else if (refused.own()) {
            LOG.error(
                    "command not storable command={} stream={}",
                    request.command().id(),
                    request.command().stream(),
                    refused);
            instead(request, CommandDecider.failed(request.command()), work);
        } else {
            park(request, refused.reason(), work);
        }
    }

    private Optional<Problem> meaning(Command command, StatementFailed refused) {
        Optional<StreamType<?>> type = domains.streamType(command.stream().type());
        Optional<Decision.Reject> rule = refused.own() ? Optional.empty() : projector.violation(refused.constraint());
        return rule.flatMap(reject -> type.map(known -> known.rejection(reject.code(), reject.detail())));
    }

    private void instead(LogRecord.CommandRecord request, DecidedCommand decision, BatchState work) {
        transaction.writeOrUndo(BatchChanges.ofCommand(decision, List.of(), List.of(), List.of()));
        work.take(request, decision, List.of());
    }

    private static void park(LogRecord.CommandRecord request, String reason, BatchState work) {
        work.parkedStreams().park(request, ParkedReason.of(reason));
    }

    private static List<StreamWrite> streamWrite(LogRecord.CommandRecord request, DecidedCommand decision) {
        return decision.after().stream()
                .map(after -> new StreamWrite(
                        request.command().stream().toString(),
                        request.partition(),
                        new StreamRow(after.version(), Optional.empty())))
                .toList();
    }
}
