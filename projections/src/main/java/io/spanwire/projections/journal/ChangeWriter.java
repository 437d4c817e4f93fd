package io.spanwire.projections.journal;

import static io.spanwire.projections.journal.StatementAuthor.PROJECTION;
import static io.spanwire.projections.journal.StatementAuthor.SPANWIRE;

import io.spanwire.bus.domain.Sql;
import io.spanwire.bus.message.OperatorOrder;
import io.spanwire.projections.journal.PersonalStreams.PersonalStream;
import io.spanwire.projections.project.BulkStatement;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The sender of a batch's writes: Spanwire's own statements first, then those of the domains' projections. */
final class ChangeWriter {
    private final JournalStatements sql;
    private final PipelinedConnection connection;
    private final StatementParameters parameters;
    private final RecordedEventTypes eventTypes = new RecordedEventTypes();
    private final PersonalStreams personalStreams = new PersonalStreams();

    ChangeWriter(JournalStatements sql, PipelinedConnection connection, StatementParameters parameters) {
        this.sql = sql;
        this.connection = connection;
        this.parameters = parameters;
    }

    /**
     * Sends all rows of a statement together, which is fastest.
     *
     * @param forgettings how many subjects were forgotten so far
     */
    List<Future<?>> send(BatchChanges changes, long forgettings) {
        List<Future<?>> sent = sendOwn(changes, personalStreams.missing(changes.events(), forgettings));
        sent.addAll(connection.sendRows(changes.readModels()));
        return sent;
    }

    /** The same in fewer statements, with the partitions' progress, if it is still as expected. */
    List<Future<?>> sendUnlocked(
            Map<Integer, PartitionProgress> expected, BatchChanges changes, Map<Integer, PartitionProgress> progress) {
        List<Future<?>> sent = new ArrayList<>();
        sent.add(connection.send(SPANWIRE, sql.append, parameters.append(expected, changes, progress)));
        sendRare(changes, personalStreams.missing(changes.events(), PartitionProgress.forgettings(expected)), sent);
        sent.addAll(connection.sendRows(changes.readModels()));
        return sent;
    }

    /** Sends the rows of statements that are not columnar separately: the statement timeout applies to one row. */
    List<Future<?>> sendRowByRow(BatchChanges changes) {
        List<Future<?>> sent = sendOwn(changes, PersonalStreams.all(changes.events()));
        for (BulkStatement batch : changes.readModels()) {
            Sql statement = batch.statement().sql();
            if (batch.statement().isColumnar()) {
                sent.add(connection.send(PROJECTION, statement, ArrayColumns.arraysOf(batch)));
            } else {
                ArrayColumns.rowsOf(batch).forEach(row -> sent.add(connection.send(PROJECTION, statement, row)));
            }
        }
        return sent;
    }

    private List<Future<?>> sendOwn(BatchChanges changes, Collection<PersonalStream> personal) {
        List<Future<?>> sent = new ArrayList<>();
        add(sent, sql.insertEvents, changes.events(), parameters::events);
        add(sent, sql.upsertStreams, changes.streams(), parameters::streams);
        add(sent, sql.insertOutcomes, changes.outcomes(true), parameters::outcomes);
        sendRare(changes, personal, sent);
        return sent;
    }

    /** To be called when changes are committed that were sent together. */
    void committed(BatchChanges changes) {
        eventTypes.committed(changes.events());
        personalStreams.committed(changes.events());
    }

    private void sendRare(BatchChanges changes, Collection<PersonalStream> personal, List<Future<?>> sent) {
        add(sent, sql.insertPersonalStreams, personal, parameters::personalStreams);
        add(sent, sql.destroySecrets, changes.forgotten(), parameters::forgotten);
        add(sent, sql.insertEventTypes, eventTypes.missing(changes.events()), parameters::eventTypes);
        sent.addAll(TimerWriter.send(connection, changes.timers()));
        add(sent, sql.upsertFailures, changes.outcomes(false), parameters::failures);
        if (!changes.parked().isEmpty()) {
            sent.add(connection.sendEach(SPANWIRE, sql.parkRecord, parameters.parked(changes.parked())));
        }
        ParkingChanges parking = changes.parking();
        add(sent, sql.upsertParkedStreams, parking.streams(), parameters::parkedStreams);
        add(sent, sql.insertParkedCommands, parking.commands(), parameters::parkedCommands);
        add(sent, sql.deleteParkedCommands, parking.decided(), parameters::longs);
        add(sent, sql.deleteParkedStreams, parking.unparked(), parameters::texts);
        parking.order().ifPresent(order -> sendOrder(order, sent));
    }

    private void sendOrder(ParkingChanges.OrderProgress progress, List<Future<?>> sent) {
        sent.add(connection.send(SPANWIRE, sql.upsertParkedOrder, parameters.order(progress)));
        OperatorOrder order = progress.order();
        if (order.verb() == OperatorOrder.Verb.CLOSE) {
            sent.add(connection.send(SPANWIRE, sql.closeStream, parameters.closing(order)));
        } else if (order.verb() == OperatorOrder.Verb.REOPEN) {
            sent.add(connection.send(
                    SPANWIRE, sql.reopenStream, Tuple.of(order.stream().toString())));
        }
    }

    private <R extends Collection<?>> void add(
            List<Future<?>> sent, Sql statement, R rows, Function<R, Tuple> parametersOf) {
        if (!rows.isEmpty()) {
            sent.add(connection.send(SPANWIRE, statement, parametersOf.apply(rows)));
        }
    }
}
