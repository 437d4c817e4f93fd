package io.spanwire.projections.journal;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.util.ArrayList;
import java.util.List;

/** The statements that write changes, in one wave: Spanwire's own first, then those of the domains' projections. */
final class Writing {
    private final Statements sql;
    private final Session session;
    private final Parameters parameters;

    Writing(Statements sql, Session session, Parameters parameters) {
        this.sql = sql;
        this.session = session;
        this.parameters = parameters;
    }

    List<Future<?>> send(Changes changes) {
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
        changes.readModels()
                .forEach(stage -> sent.add(
                        stage.statement().columnar()
                                ? session.send(stage.statement().sql(), Columns.ofStage(stage))
                                : session.sendEach(stage.statement().sql(), Columns.rowsOf(stage))));
        return sent;
    }

    private void send(Parking parking, List<Future<?>> sent) {
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

    static Future<RowSet<Row>> own(Future<RowSet<Row>> statement) {
        return statement.recover(failure -> Future.failedFuture(new OwnStatementFailed(failure)));
    }
}
