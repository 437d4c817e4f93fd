package io.spanwire.projections.simulation;

import io.spanwire.bus.message.OperatorOrder;
import io.spanwire.bus.message.Outcome;
import io.spanwire.bus.message.StoredEvent;
import io.spanwire.bus.message.StreamId;
import io.spanwire.projections.journal.BatchChanges;
import io.spanwire.projections.journal.DatabaseUnavailable;
import io.spanwire.projections.journal.HistoryIdentity;
import io.spanwire.projections.journal.Journal;
import io.spanwire.projections.journal.JournalTransaction;
import io.spanwire.projections.journal.LockedBatch;
import io.spanwire.projections.journal.ParkedCommandPage;
import io.spanwire.projections.journal.ParkingChanges;
import io.spanwire.projections.journal.PartitionProgress;
import io.spanwire.projections.journal.StatementFailed;
import io.spanwire.projections.journal.StreamRow;
import io.spanwire.projections.simulation.SimulatedTables.EventKey;
import io.spanwire.projections.simulation.ThreadScheduler.Runner;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;

/**
 * One connection of a lane to the simulated database. Others may run before and after every statement, and the connection
 * may break there. A commit that broke may have happened, may not, or may happen later.
 */
final class SimulatedJournal implements Journal, JournalTransaction {
    private static final int PAGE = 3;

    private final Runner runner;
    private final SimulatedDatabase database;
    private final SimulatedTables tables;
    private final Faults faults;
    private final ScheduleLog facts;
    private final SimulatedParking parking;
    private final SimulatedChangeWriter writing;
    private Optional<SimulatedTransaction> current = Optional.empty();
    private boolean gone;
    private long roundTrips;

    SimulatedJournal(Runner runner, SimulatedDatabase database, Faults faults, ScheduleLog facts) {
        this.runner = runner;
        this.database = database;
        this.tables = database.tables();
        this.faults = faults;
        this.facts = facts;
        this.parking = new SimulatedParking(database, facts);
        this.writing = new SimulatedChangeWriter(runner, database, facts, parking);
    }

    @Override
    public <T> T inTransaction(Function<JournalTransaction, T> work) {
        try {
            return work.apply(this);
        } catch (DatabaseUnavailable unavailable) {
            throw unavailable;
        } catch (RuntimeException failed) {
            if (current.isPresent()) {
                rollback();
            }
            throw failed;
        }
    }

    @Override
    public LockedBatch lock(
            Collection<Integer> partitions, Set<UUID> commands, Set<StreamId> unknown, Set<StreamId> streams) {
        Map<Integer, PartitionProgress> standing = begin(partitions);
        Map<UUID, Outcome> known = new HashMap<>();
        commands.forEach(id -> tables.outcomes.find(id).ifPresent(outcome -> known.put(id, outcome)));
        gate();
        Map<StreamId, StreamRow> rows = new HashMap<>();
        unknown.forEach(stream -> tables.streams.find(stream).ifPresent(row -> rows.put(stream, row)));
        gate();
        return new LockedBatch(standing, known, rows, parking.among(streams, commands));
    }

    @Override
    public ParkedCommandPage lockParked(int partition, OperatorOrder order, int most) {
        Map<Integer, PartitionProgress> standing = begin(List.of(partition));
        gate();
        return parking.page(standing, order, most);
    }

    @Override
    public Map<Integer, ParkingChanges.Count> parked(Collection<Integer> partitions) {
        gate();
        return parking.counts(partitions);
    }

    @Override
    public List<StreamId> parkedUnderOthers(
            Collection<Integer> partitions, String domainsHash, String after, int most) {
        gate();
        return parking.underOthers(partitions, domainsHash, after, most);
    }

    private Map<Integer, PartitionProgress> begin(Collection<Integer> partitions) {
        gate();
        SimulatedTransaction transaction = new SimulatedTransaction(runner);
        current = Optional.of(transaction);
        Map<Integer, PartitionProgress> standing = new HashMap<>();
        for (int partition : new TreeSet<>(partitions)) {
            orAbort(() -> standing.put(partition, database.lock(transaction, partition)));
            runner.pause();
        }
        return standing;
    }

    @Override
    public Map<Long, String> eventsAfter(StreamId stream, long version, int most) {
        gate();
        Map<Long, String> page = new LinkedHashMap<>();
        for (long next = version + 1; next <= version + PAGE; next++) {
            tables.events
                    .find(transaction(), new EventKey(stream, next))
                    .ifPresent(event -> page.put(event.version(), event.body()));
        }
        return page;
    }

    @Override
    public void commit(BatchChanges changes, Map<Integer, PartitionProgress> progress) {
        gate();
        SimulatedTransaction transaction = transaction();
        orAbort(() -> writing.write(transaction, changes));
        progress.forEach((partition, moved) -> tables.partitions.put(transaction, partition, moved));
        transaction.commitSent();
        runner.pause();
        if (faults.commitInDoubt()) {
            facts.count("lost the connection before the commit's answer");
            lose();
        }
        database.commit(transaction);
        current = Optional.empty();
        facts.tell(() -> runner.name() + " commits " + progress);
        runner.pause();
        if (faults.commitInDoubt()) {
            facts.count("committed, and the answer was lost");
            lose();
        }
    }

    @Override
    public void writeOrUndo(BatchChanges changes) {
        gate();
        database.savepoint(transaction());
        try {
            writing.write(transaction(), changes);
        } catch (StatementFailed refused) {
            facts.count("undone to a savepoint");
            database.undo(transaction());
            throw refused;
        }
    }

    private void rollback() {
        gate();
        facts.count("rolled back by the lane");
        database.rollback(transaction());
        current = Optional.empty();
    }

    @Override
    public HistoryIdentity history() {
        gate();
        return new HistoryIdentity("simulated", Optional.of(""));
    }

    @Override
    public Map<Integer, PartitionProgress> partitionProgress(Collection<Integer> partitions) {
        gate();
        Map<Integer, PartitionProgress> standing = new HashMap<>();
        partitions.forEach(partition -> standing.put(partition, tables.progress(partition)));
        gate();
        return standing;
    }

    @Override
    public void setBack(int partition, PartitionProgress read, long offset, String topic) {
        throw new PromiseBroken("the simulated log loses nothing");
    }

    @Override
    public List<StoredEvent> eventsBetween(int partition, long after, long to) {
        gate();
        return tables.between(partition, after, Math.min(to, after + PAGE));
    }

    @Override
    public long roundTrips() {
        return roundTrips;
    }

    @Override
    public void close() {
        if (!gone) {
            gone = true;
            leaveToServer();
        }
    }

    /** The process that had this connection is no more. */
    void crash() {
        close();
    }

    private SimulatedTransaction transaction() {
        return current.orElseThrow();
    }

    /** Others may run here, and the connection may break. */
    private void gate() {
        roundTrips++;
        runner.pause();
        if (gone) {
            throw unavailable();
        }
        if (faults.connectionLost()) {
            facts.count("lost the connection");
            lose();
        }
    }

    private void lose() {
        gone = true;
        leaveToServer();
        throw unavailable();
    }

    /** What fails in a transaction's statement fails the transaction, and frees what it holds. */
    private void orAbort(Runnable statement) {
        try {
            statement.run();
        } catch (StatementFailed | DatabaseUnavailable failed) {
            facts.tell(() -> runner.name() + " refused: " + failed.getMessage());
            database.rollback(transaction());
            current = Optional.empty();
            throw failed;
        }
    }

    private void leaveToServer() {
        List<SimulatedTransaction> left = new ArrayList<>();
        current.ifPresent(left::add);
        current = Optional.empty();
        for (SimulatedTransaction transaction : left) {
            if (faults.unnoticed()) {
                database.abandon(transaction);
            } else {
                database.settle(transaction, faults.chance().percent(50));
            }
        }
    }

    private static DatabaseUnavailable unavailable() {
        return new DatabaseUnavailable("simulated", new IllegalStateException("the connection is gone"));
    }
}
