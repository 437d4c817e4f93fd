package io.spanwire.projections.simulation;

import io.spanwire.bus.message.OperatorOrder;
import io.spanwire.bus.message.Outcome;
import io.spanwire.bus.message.StoredEvent;
import io.spanwire.bus.message.StreamId;
import io.spanwire.bus.personal.SubjectKey;
import io.spanwire.projections.journal.BatchChanges;
import io.spanwire.projections.journal.ClaimLost;
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
import io.spanwire.projections.simulation.ThreadScheduler.SimulatedThread;
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
import org.jspecify.annotations.Nullable;

/**
 * A lane's connection to the simulated database. Before and after every statement other threads may run and the
 * connection may break. An interrupted commit may have happened, may not, or may happen later.
 */
final class SimulatedJournal implements Journal, JournalTransaction {
    private static final int PAGE = 3;

    private final SimulatedThread thread;
    private final SimulatedDatabase database;
    private final SimulatedTables tables;
    private final Faults faults;
    private final ScheduleLog scheduleLog;
    private final SimulatedParking parking;
    private final SimulatedChangeWriter writer;
    private Optional<SimulatedTransaction> current = Optional.empty();
    private boolean disconnected;
    private long roundTrips;

    SimulatedJournal(SimulatedThread thread, SimulatedDatabase database, Faults faults, ScheduleLog scheduleLog) {
        this.thread = thread;
        this.database = database;
        this.tables = database.tables();
        this.faults = faults;
        this.scheduleLog = scheduleLog;
        this.parking = new SimulatedParking(database, scheduleLog);
        this.writer = new SimulatedChangeWriter(thread, database, scheduleLog, parking);
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
        Map<Integer, PartitionProgress> progress = begin(partitions);
        Map<UUID, Outcome> known = new HashMap<>();
        commands.forEach(id -> tables.outcomes.find(id).ifPresent(outcome -> known.put(id, outcome)));
        interruptionPoint();
        Map<StreamId, StreamRow> rows = new HashMap<>();
        unknown.forEach(stream -> tables.streams.find(stream).ifPresent(row -> rows.put(stream, row)));
        interruptionPoint();
        return new LockedBatch(progress, known, rows, parking.parked(streams, commands));
    }

    @Override
    public ParkedCommandPage lockParked(int partition, OperatorOrder order, int max) {
        Map<Integer, PartitionProgress> progress = begin(List.of(partition));
        interruptionPoint();
        return parking.page(progress, order, max);
    }

    @Override
    public Map<Integer, ParkingChanges.Count> parked(Collection<Integer> partitions) {
        interruptionPoint();
        return parking.counts(partitions);
    }

    @Override
    public List<StreamId> parkedUnderOthers(Collection<Integer> partitions, String domainsHash, String after, int max) {
        interruptionPoint();
        return parking.underOthers(partitions, domainsHash, after, max);
    }

    private Map<Integer, PartitionProgress> begin(Collection<Integer> partitions) {
        interruptionPoint();
        SimulatedTransaction transaction = new SimulatedTransaction(thread);
        current = Optional.of(transaction);
        Map<Integer, PartitionProgress> progress = new HashMap<>();
        for (int partition : new TreeSet<>(partitions)) {
            orRollBack(() -> progress.put(partition, database.lock(transaction, partition)));
            thread.yieldTurn();
        }
        return progress;
    }

    @Override
    public Map<String, SubjectKey> keys(Set<String> subjects) {
        throw new PromiseBroken("no simulated event has personal data");
    }

    @Override
    public void skip(
            String reaction,
            Set<String> types,
            Map<Integer, PartitionProgress> before,
            Map<Integer, PartitionProgress> after) {
        throw new IllegalStateException("Only an import skips, and none is simulated");
    }

    @Override
    public void skipWebhooks(Map<Integer, PartitionProgress> before, Map<Integer, PartitionProgress> after) {
        throw new IllegalStateException("Only an import skips, and none is simulated");
    }

    @Override
    public Map<Long, String> eventsAfter(StreamId stream, long version, int max) {
        interruptionPoint();
        Map<Long, String> page = new LinkedHashMap<>();
        for (long next = version + 1; next <= version + PAGE; next++) {
            tables.events
                    .find(transaction(), new EventKey(stream, next))
                    .ifPresent(event -> page.put(event.version(), event.body().toString()));
        }
        return page;
    }

    @Override
    public void commitUnlocked(
            Map<Integer, PartitionProgress> expected, BatchChanges changes, Map<Integer, PartitionProgress> progress) {
        Map<Integer, PartitionProgress> stored = begin(expected.keySet());
        boolean held =
                expected.entrySet().stream().allMatch(each -> isSame(stored.get(each.getKey()), each.getValue()));
        if (!held) {
            scheduleLog.count("a claim was refused");
            database.rollback(transaction());
            current = Optional.empty();
            throw new ClaimLost(new IllegalStateException("simulated"));
        }
        scheduleLog.count("a batch was decided from memory");
        commit(changes, progress);
    }

    private static boolean isSame(@Nullable PartitionProgress stored, PartitionProgress expected) {
        return stored != null && stored.nextOffset() == expected.nextOffset() && stored.head() == expected.head();
    }

    @Override
    public void commit(BatchChanges changes, Map<Integer, PartitionProgress> progress) {
        interruptionPoint();
        SimulatedTransaction transaction = transaction();
        orRollBack(() -> writer.write(transaction, changes));
        progress.forEach((partition, moved) -> tables.partitions.put(transaction, partition, moved));
        transaction.markCommitSent();
        thread.yieldTurn();
        if (faults.connectionLostInCommit()) {
            scheduleLog.count("lost the connection before the commit's answer");
            loseConnection();
        }
        database.commit(transaction);
        current = Optional.empty();
        scheduleLog.trace(() -> thread.name() + " commits " + progress);
        thread.yieldTurn();
        if (faults.connectionLostInCommit()) {
            scheduleLog.count("committed, but the answer was lost");
            loseConnection();
        }
    }

    @Override
    public void writeOrUndo(BatchChanges changes) {
        interruptionPoint();
        database.savepoint(transaction());
        try {
            writer.write(transaction(), changes);
        } catch (StatementFailed refused) {
            scheduleLog.count("rolled back to a savepoint");
            database.rollbackToSavepoint(transaction());
            throw refused;
        }
    }

    private void rollback() {
        interruptionPoint();
        scheduleLog.count("rolled back by the lane");
        database.rollback(transaction());
        current = Optional.empty();
    }

    @Override
    public HistoryIdentity history() {
        interruptionPoint();
        return new HistoryIdentity("simulated", Optional.of(""));
    }

    @Override
    public Map<Integer, PartitionProgress> partitionProgress(Collection<Integer> partitions) {
        interruptionPoint();
        Map<Integer, PartitionProgress> progress = new HashMap<>();
        partitions.forEach(partition -> progress.put(partition, tables.progress(partition)));
        interruptionPoint();
        return progress;
    }

    @Override
    public void rewind(int partition, PartitionProgress read, long offset, String topic) {
        throw new PromiseBroken("the simulated log is never truncated");
    }

    @Override
    public List<StoredEvent> eventsBetween(int partition, long after, long to) {
        interruptionPoint();
        return tables.between(partition, after, Math.min(to, after + PAGE));
    }

    @Override
    public long roundTrips() {
        return roundTrips;
    }

    @Override
    public void close() {
        if (!disconnected) {
            disconnected = true;
            abandonTransaction();
        }
    }

    /** The process of this connection has crashed. */
    void crash() {
        close();
    }

    private SimulatedTransaction transaction() {
        return current.orElseThrow();
    }

    /** Other threads may run here, and the connection may break. */
    private void interruptionPoint() {
        roundTrips++;
        thread.yieldTurn();
        if (disconnected) {
            throw unavailable();
        }
        if (faults.connectionLost()) {
            scheduleLog.count("lost the connection");
            loseConnection();
        }
    }

    private void loseConnection() {
        disconnected = true;
        abandonTransaction();
        throw unavailable();
    }

    /** Runs a statement; its failure rolls the transaction back. */
    private void orRollBack(Runnable statement) {
        try {
            statement.run();
        } catch (StatementFailed | DatabaseUnavailable failed) {
            scheduleLog.trace(() -> thread.name() + " refused: " + failed.getMessage());
            database.rollback(transaction());
            current = Optional.empty();
            throw failed;
        }
    }

    private void abandonTransaction() {
        Optional<SimulatedTransaction> abandoned = current;
        current = Optional.empty();
        abandoned.ifPresent(transaction -> {
            if (faults.clientLossUnnoticed()) {
                database.abandon(transaction);
            } else {
                database.endAbandoned(transaction, faults.random().percent(50));
            }
        });
    }

    private static DatabaseUnavailable unavailable() {
        return new DatabaseUnavailable("simulated", new IllegalStateException("the connection is lost"));
    }
}
