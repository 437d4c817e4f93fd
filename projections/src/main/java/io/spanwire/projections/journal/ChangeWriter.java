package io.spanwire.projections.journal;

import io.spanwire.bus.domain.Sql;
import io.spanwire.projections.project.StatementBatch;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.util.ArrayList;
import java.util.List;

/** The statements that write changes, in one wave: Spanwire's own first, then those of the domains' projections. */
final class ChangeWriter {
    private final JournalStatements sql;
    private final PipelinedConnection session;
    private final StatementParameters parameters;

    ChangeWriter(JournalStatements sql, PipelinedConnection session, StatementParameters parameters) {
        this.sql = sql;
        this.session = session;
        this.parameters = parameters;
    }

    /** Rows of a statement together, as fast as it can be done. */
    List<Future<?>> send(BatchChanges changes) {
        List<Future<?>> sent = sendOwn(changes);
        changes.readModels()
                .forEach(stage -> sent.add(
                        stage.statement().isColumnar()
                                ? sendColumns(stage)
                                : projection(name(stage), session.sendEach(sql(stage), ArrayColumns.rowsOf(stage)))));
        return sent;
    }

    /** Each row with an answer of its own, where they are not one statement: it is heard that they come to an end. */
    List<Future<?>> sendApart(BatchChanges changes) {
        List<Future<?>> sent = sendOwn(changes);
        for (StatementBatch stage : changes.readModels()) {
            if (stage.statement().isColumnar()) {
                sent.add(sendColumns(stage));
            } else {
                ArrayColumns.rowsOf(stage)
                        .forEach(row -> sent.add(projection(name(stage), session.send(sql(stage), row))));
            }
        }
        return sent;
    }

    private Future<RowSet<Row>> sendColumns(StatementBatch stage) {
        return projection(name(stage), session.send(sql(stage), ArrayColumns.ofStage(stage)));
    }

    private static Sql sql(StatementBatch stage) {
        return stage.statement().sql();
    }

    private static String name(StatementBatch stage) {
        return sql(stage).name();
    }

    private List<Future<?>> sendOwn(BatchChanges changes) {
        List<Future<?>> sent = new ArrayList<>();
        if (!changes.events().isEmpty()) {
            sent.add(own(session.send(sql.insertEvents, parameters.events(changes.events()))));
            sent.add(own(session.send(sql.upsertStreams, parameters.streams(changes.streams()))));
        }
        if (!changes.outcomes().isEmpty()) {
            sent.add(own(session.send(sql.insertOutcomes, parameters.outcomes(changes.outcomes()))));
        }
        if (!changes.parked().isEmpty()) {
            sent.add(own(session.sendEach(sql.parkRecord, parameters.parked(changes.parked()))));
        }
        send(changes.parking(), sent);
        return sent;
    }

    private void send(ParkingChanges parking, List<Future<?>> sent) {
        if (!parking.streams().isEmpty()) {
            sent.add(own(session.send(sql.upsertParkedStreams, parameters.parkedStreams(parking.streams()))));
        }
        if (!parking.commands().isEmpty()) {
            sent.add(own(session.send(sql.insertParkedCommands, parameters.parkedCommands(parking.commands()))));
        }
        if (!parking.decided().isEmpty()) {
            sent.add(own(session.send(sql.deleteParkedCommands, parameters.longs(parking.decided()))));
        }
        if (!parking.freed().isEmpty()) {
            sent.add(own(session.send(sql.deleteParkedStreams, parameters.texts(parking.freed()))));
        }
        parking.order().ifPresent(order -> sent.add(own(session.send(sql.upsertParkedOrder, parameters.order(order)))));
    }

    /** What a projection does: if it runs too long, it may be the projection's fault. */
    static Future<RowSet<Row>> projection(String name, Future<RowSet<Row>> statement) {
        return statement.recover(failure -> Future.failedFuture(
                failure instanceof RanTooLong late ? StatementFailed.timedOut(name, late) : failure));
    }

    static Future<RowSet<Row>> own(Future<RowSet<Row>> statement) {
        return statement.recover(failure -> Future.failedFuture(new OwnStatementFailed(failure)));
    }
}
