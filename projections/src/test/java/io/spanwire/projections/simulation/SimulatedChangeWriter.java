package io.spanwire.projections.simulation;

import io.spanwire.bus.domain.Row;
import io.spanwire.bus.message.Outcome;
import io.spanwire.bus.message.StoredEvent;
import io.spanwire.bus.message.StreamId;
import io.spanwire.projections.journal.BatchChanges;
import io.spanwire.projections.journal.SqlFailures;
import io.spanwire.projections.journal.StreamRow;
import io.spanwire.projections.project.BulkStatement;
import io.spanwire.projections.simulation.SimulatedTables.EventKey;
import io.spanwire.projections.simulation.SimulatedTables.Place;
import io.spanwire.projections.simulation.ThreadScheduler.SimulatedThread;
import java.util.Optional;

/** The writer of a batch's changes. Other threads may run between statements. Some read-model rows fail or time out. */
final class SimulatedChangeWriter {
    private final SimulatedThread thread;
    private final SimulatedDatabase database;
    private final SimulatedTables tables;
    private final ScheduleLog scheduleLog;
    private final SimulatedParking parking;

    SimulatedChangeWriter(
            SimulatedThread thread, SimulatedDatabase database, ScheduleLog scheduleLog, SimulatedParking parking) {
        this.thread = thread;
        this.database = database;
        this.tables = database.tables();
        this.scheduleLog = scheduleLog;
        this.parking = parking;
    }

    void write(SimulatedTransaction transaction, BatchChanges changes) {
        for (BatchChanges.Appended each : changes.events()) {
            StoredEvent event = each.stored();
            database.insert(transaction, tables.events, new EventKey(event.stream(), event.version()), event);
            database.insert(transaction, tables.positions, new Place(each.partition(), event.position()), event);
        }
        changes.streams().forEach(each -> upsert(transaction, StreamId.parse(each.stream()), each.row()));
        thread.yieldTurn();
        changes.outcomes().forEach(each -> write(transaction, each.outcome()));
        changes.parked()
                .forEach(each ->
                        database.insert(transaction, tables.parked, new Place(each.partition(), each.offset()), each));
        parking.write(transaction, changes);
        thread.yieldTurn();
        changes.readModels().forEach(batch -> project(transaction, batch));
    }

    private void write(SimulatedTransaction transaction, Outcome outcome) {
        if (outcome.isFinal()) {
            database.insert(transaction, tables.outcomes, outcome.command(), outcome);
        } else {
            scheduleLog.count("a decider failed");
            tables.failures.put(transaction, outcome.command(), outcome);
        }
    }

    private void upsert(SimulatedTransaction transaction, StreamId stream, StreamRow row) {
        Optional<StreamRow.Snapshot> before =
                tables.streams.find(transaction, stream).flatMap(StreamRow::snapshot);
        tables.streams.put(
                transaction, stream, new StreamRow(row.version(), row.snapshot().or(() -> before)));
    }

    private void project(SimulatedTransaction transaction, BulkStatement batch) {
        boolean account = batch.statement().sql().name().equals(Accounts.ACCOUNT);
        for (Row row : batch.rows()) {
            String key = String.valueOf(row.values().get(0));
            if (account && tables.refused.contains(key)) {
                scheduleLog.count("a projection failed permanently");
                throw SqlFailures.check("account_check");
            }
            if (account && tables.slow.contains(key)) {
                scheduleLog.count("a projection ran too long");
                throw SqlFailures.timedOut(Accounts.ACCOUNT);
            }
            if (account) {
                tables.accounts.put(transaction, key, new SimulatedTables.Account(number(row, 1), number(row, 2)));
            } else {
                database.insert(
                        transaction,
                        tables.names,
                        key,
                        String.valueOf(row.values().get(1)));
            }
        }
    }

    private static long number(Row row, int column) {
        return Long.parseLong(String.valueOf(row.values().get(column)));
    }
}
