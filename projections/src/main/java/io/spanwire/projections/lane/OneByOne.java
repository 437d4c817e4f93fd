package io.spanwire.projections.lane;

import io.spanwire.bus.domain.Decision;
import io.spanwire.bus.domain.Domains;
import io.spanwire.bus.domain.StreamType;
import io.spanwire.bus.message.Command;
import io.spanwire.bus.message.Problem;
import io.spanwire.bus.message.Problems;
import io.spanwire.projections.decide.Decided;
import io.spanwire.projections.decide.Decider;
import io.spanwire.projections.journal.Changes;
import io.spanwire.projections.journal.Changes.Appended;
import io.spanwire.projections.journal.Changes.StreamWrite;
import io.spanwire.projections.journal.Journal;
import io.spanwire.projections.journal.Parking;
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
 * streams rejects the command; a projection that fails for good parks its stream; a value that cannot be stored at all makes
 * the command undecidable.
 */
final class OneByOne {
    private static final Logger LOG = LoggerFactory.getLogger(OneByOne.class);

    private final Domains domains;
    private final Journal journal;
    private final Projector projector;

    OneByOne(Domains domains, Journal journal, Projector projector) {
        this.domains = domains;
        this.journal = journal;
        this.projector = projector;
    }

    /**
     * Writes, or says why not.
     *
     * @param lastTry whether a projection that runs too long has failed for good; else it is thrown
     */
    void write(Item.Request request, Decided decision, Work work, boolean lastTry) {
        List<Appended> placed = work.place(request, decision);
        try {
            journal.writeOrUndo(new Changes(
                    placed,
                    streamWrite(request, decision),
                    List.of(decision),
                    List.of(),
                    projector.plan(Changes.facts(placed)),
                    Parking.NONE));
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

    private void refused(Item.Request request, StatementFailed refused, Work work) {
        Optional<Problem> meaning = meaning(request.command(), refused);
        if (meaning.isPresent()) {
            reject(request, meaning.get(), work);
        } else if (refused.own()) {
            LOG.error(
                    "command not storable command={} stream={}",
                    request.command().id(),
                    request.command().stream(),
                    refused);
            reject(request, Problems.UNDECIDABLE, work);
        } else {
            park(request, refused.reason(), work);
        }
    }

    private Optional<Problem> meaning(Command command, StatementFailed refused) {
        Optional<StreamType<?>> type = domains.streamType(command.stream().type());
        Optional<Decision.Reject> rule = refused.own() ? Optional.empty() : projector.violation(refused.constraint());
        return rule.flatMap(reject -> type.map(known -> known.rejection(reject.code(), reject.detail())));
    }

    private void reject(Item.Request request, Problem problem, Work work) {
        Decided rejected = Decider.rejected(request.command(), problem);
        journal.writeOrUndo(new Changes(List.of(), List.of(), List.of(rejected), List.of(), List.of(), Parking.NONE));
        work.take(request, rejected, List.of());
    }

    private static void park(Item.Request request, String reason, Work work) {
        work.parkedStreams().park(request, ParkedReason.of(reason));
    }

    private static List<StreamWrite> streamWrite(Item.Request request, Decided decision) {
        return decision.after().stream()
                .map(after -> new StreamWrite(
                        request.command().stream().toString(),
                        request.partition(),
                        new StreamRow(after.version(), Optional.empty())))
                .toList();
    }
}
