package io.spanwire.projections.rebuild;

import static io.spanwire.projections.journal.StatementAuthor.SPANWIRE;

import io.spanwire.bus.message.StreamId;
import io.spanwire.projections.journal.PipelinedConnection;
import io.spanwire.projections.journal.StatementFailed;
import io.spanwire.projections.project.BulkStatement;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The writing of windows inside the connection's transaction: all rows together, or, when a constraint refuses one, event by
 * event. An event that is refused is tried again after the later ones, with what follows in its stream.
 */
final class FillWriter {
    private final PipelinedConnection connection;
    private final FillSource source;

    FillWriter(PipelinedConnection connection, FillSource source) {
        this.connection = connection;
        this.source = source;
    }

    /** Writes a window. Throws {@link FillFailed} when a row is refused in any order. */
    void write(FillWindow window) {
        Optional<StatementFailed> refusal = tryWrite(window.statements());
        if (refusal.isEmpty()) {
            return;
        }
        List<FillEvent> waiting = window.events();
        while (refusal.isPresent()) {
            List<FillEvent> refused = new ArrayList<>();
            refusal = writeEach(waiting, refused);
            if (refusal.isPresent() && refused.size() == waiting.size()) {
                throw new FillFailed(refusal.get().reason(), refusal.get());
            }
            waiting = refused;
        }
    }

    /** Writes what is accepted and collects the others; returns the first refusal. */
    private Optional<StatementFailed> writeEach(List<FillEvent> events, List<FillEvent> refused) {
        Optional<StatementFailed> first = Optional.empty();
        Set<StreamId> waiting = new HashSet<>();
        for (FillEvent event : events) {
            StreamId stream = event.recorded().stream();
            if (!waiting.contains(stream)) {
                Optional<StatementFailed> refusal = tryWrite(source.statements(List.of(event)));
                if (refusal.isEmpty()) {
                    continue;
                }
                waiting.add(stream);
                first = first.isPresent() ? first : refusal;
            }
            refused.add(event);
        }
        return first;
    }

    /** The refusal, if a constraint did not accept a row; then nothing was written. */
    private Optional<StatementFailed> tryWrite(List<BulkStatement> statements) {
        try {
            connection.roundTrip(() -> {
                List<Future<?>> sent = new ArrayList<>();
                sent.add(connection.send(SPANWIRE, "savepoint", "savepoint rows"));
                sent.addAll(connection.sendRows(statements));
                return Future.all(sent);
            });
            return Optional.empty();
        } catch (StatementFailed refused) {
            if (refused.constraint().isEmpty()) {
                throw new FillFailed(refused.reason(), refused);
            }
            connection.roundTrip(
                    () -> connection.send(SPANWIRE, "rollback to savepoint", "rollback to savepoint rows"));
            return Optional.of(refused);
        }
    }
}
