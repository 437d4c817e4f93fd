package io.spanwire.testing;

import io.spanwire.bus.domain.Decision;
import io.spanwire.bus.domain.Domains;
import io.spanwire.bus.domain.RecordedEvent;
import io.spanwire.bus.domain.Sql;
import io.spanwire.bus.domain.View;
import io.spanwire.bus.message.ProblemException;
import io.spanwire.edge.view.RowJson;
import io.spanwire.edge.view.ViewRequest;
import io.spanwire.projections.journal.PipelinedConnection;
import io.spanwire.projections.journal.StatementAuthor;
import io.spanwire.projections.journal.StatementFailed;
import io.spanwire.projections.project.BulkStatement;
import io.spanwire.projections.project.Projector;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The projection of events on a database, and the reading of what they have become. */
final class ReadModelRun {
    private final ReadModelDatabase database;
    private final Projector projector;

    ReadModelRun(ReadModelDatabase database) {
        this.database = database;
        this.projector = new Projector(database.domains());
    }

    Domains domains() {
        return database.domains();
    }

    List<Map<String, @Nullable Object>> view(
            List<RecordedEvent<?>> events, View view, Map<String, ?> parameters, String caller) {
        MultiMap query = MultiMap.caseInsensitiveMultiMap();
        parameters.forEach((name, value) -> query.add(name, String.valueOf(value)));
        Tuple values;
        try {
            values = ViewRequest.parse(view, query, caller).query().tuple();
        } catch (ProblemException invalid) {
            throw new AssertionError("The view " + view.name() + " does not take " + parameters + ": "
                    + invalid.problem().errors());
        }
        return rows(events, "view " + view.name(), view.sql(), () -> values);
    }

    List<Map<String, @Nullable Object>> table(List<RecordedEvent<?>> events, String table) {
        if (!table.matches("[a-z_][a-z0-9_]*")) {
            throw new AssertionError(table + " is not the name of a table");
        }
        Sql all = new Sql(table, "select * from read_model." + table);
        return Rows.sorted(rows(events, "table " + table, all, Tuple::tuple));
    }

    /** The same rows, whether the events came one by one or together. */
    private List<Map<String, @Nullable Object>> rows(
            List<RecordedEvent<?>> events, String what, Sql sql, Supplier<Tuple> values) {
        List<Map<String, @Nullable Object>> alone = database.rolledBack(connection -> {
            projectEach(connection, events);
            return select(connection, what, sql, values.get());
        });
        List<Map<String, @Nullable Object>> together = database.rolledBack(connection -> {
            runAll(connection, projector.plan(events), "all events together");
            return select(connection, what, sql, values.get());
        });
        Rows.expect(
                "the " + what + ", as they are when each event is projected by itself; projected in one batch",
                Rows.sorted(alone),
                Rows.sorted(together));
        return alone;
    }

    Decision.Reject rejection(List<RecordedEvent<?>> events) {
        return database.rolledBack(connection -> {
            for (RecordedEvent<?> event : events) {
                Optional<StatementFailed> refused = tryRun(connection, projector.plan(List.of(event)));
                if (refused.isPresent()) {
                    return projector
                            .violation(refused.get().constraint())
                            .orElseThrow(() -> failure(
                                    projector.plan(List.of(event)), event.data().toString(), refused.get()));
                }
            }
            throw new AssertionError("PostgreSQL took the rows of all events");
        });
    }

    private void projectEach(PipelinedConnection connection, List<RecordedEvent<?>> events) {
        for (RecordedEvent<?> event : events) {
            runAll(connection, projector.plan(List.of(event)), event.data().toString());
        }
    }

    private static void runAll(PipelinedConnection connection, List<BulkStatement> statements, String events) {
        tryRun(connection, statements).ifPresent(refused -> {
            throw failure(statements, events, refused);
        });
    }

    private static Optional<StatementFailed> tryRun(PipelinedConnection connection, List<BulkStatement> statements) {
        try {
            if (!statements.isEmpty()) {
                connection.roundTrip(() -> Future.all(connection.sendRows(statements)));
            }
            return Optional.empty();
        } catch (StatementFailed refused) {
            return Optional.of(refused);
        }
    }

    private static AssertionError failure(List<BulkStatement> statements, String events, StatementFailed refused) {
        String names = statements.stream()
                .map(each -> each.statement().sql().name() + ' ' + each.rows())
                .collect(Collectors.joining(", "));
        return new AssertionError(
                refused.reason() + "\nThe server would park the stream.\n  statements: " + names + "\n  for: " + events,
                refused);
    }

    private static List<Map<String, @Nullable Object>> select(
            PipelinedConnection connection, String what, Sql sql, Tuple values) {
        try {
            return Rows.parse(
                    RowJson.rows(connection.roundTrip(() -> connection.send(StatementAuthor.PROJECTION, sql, values))));
        } catch (StatementFailed refused) {
            throw new AssertionError("The " + what + " (" + sql.name() + "): " + refused.reason(), refused);
        }
    }
}
