package io.spanwire.projections.simulation;

import io.spanwire.projections.journal.PartitionProgress;
import io.spanwire.projections.journal.SqlFailures;
import io.spanwire.projections.simulation.SimulatedTables.Place;
import io.spanwire.projections.simulation.ThreadScheduler.SimulatedThread;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * PostgreSQL as a lane sees it: row locks until the transaction ends, unique keys that wait for a concurrent insert,
 * deadlock detection, read committed. Each commit is checked.
 */
final class SimulatedDatabase {
    private final SimulatedTables tables;
    private final ScheduleLog scheduleLog;
    private final Set<String> unenforced = new HashSet<>();
    private final Map<Integer, SimulatedTransaction> locks = new HashMap<>();
    private final List<SimulatedTransaction> abandoned = new ArrayList<>();

    SimulatedDatabase(int partitions, ScheduleLog scheduleLog) {
        this.tables = new SimulatedTables(partitions);
        this.scheduleLog = scheduleLog;
    }

    SimulatedTables tables() {
        return tables;
    }

    /** Stops enforcing a unique key, for a mutation. */
    void dropConstraint(String constraint) {
        unenforced.add(constraint);
    }

    /** Locks a partition's row, waiting for the transaction that holds it. */
    PartitionProgress lock(SimulatedTransaction transaction, int partition) {
        while (true) {
            Optional<SimulatedTransaction> holder = Optional.ofNullable(locks.get(partition));
            if (holder.isEmpty() || holder.get() == transaction) {
                locks.put(partition, transaction);
                transaction.locks().add(partition);
                return tables.progress(partition);
            }
            scheduleLog.count("waited for a partition");
            await(transaction, holder.get());
        }
    }

    /** Inserts a row, waiting for an open transaction that has inserted the same key. */
    <K, V> void insert(SimulatedTransaction transaction, SimulatedTable<K, V> table, K key, V row) {
        while (true) {
            if (unenforced.contains(table.constraint())) {
                break;
            }
            if (table.find(transaction, key).isPresent()) {
                scheduleLog.count("refused by " + table.constraint());
                throw table == tables.names
                        ? SqlFailures.unique(table.constraint())
                        : SqlFailures.ownUnique(table.constraint());
            }
            Optional<SimulatedTransaction> other = table.writerOf(key, transaction);
            if (other.isEmpty()) {
                break;
            }
            scheduleLog.count("waited for another insert");
            await(transaction, other.get());
        }
        table.put(transaction, key, row);
    }

    void savepoint(SimulatedTransaction transaction) {
        tables.all().forEach(table -> table.savepoint(transaction));
    }

    void rollbackToSavepoint(SimulatedTransaction transaction) {
        tables.all().forEach(table -> table.rollbackToSavepoint(transaction));
    }

    void commit(SimulatedTransaction transaction) {
        checkCommit(transaction);
        end(transaction, true);
    }

    void rollback(SimulatedTransaction transaction) {
        end(transaction, false);
    }

    /** The client is gone, but the server has not noticed yet. */
    void abandon(SimulatedTransaction transaction) {
        abandoned.add(transaction);
    }

    List<SimulatedTransaction> abandoned() {
        return abandoned;
    }

    /** The server ends a transaction whose client is gone; a commit that has reached it may succeed. */
    void endAbandoned(SimulatedTransaction transaction, boolean commit) {
        abandoned.remove(transaction);
        if (commit && transaction.isCommitSent()) {
            scheduleLog.count("committed after the client was gone");
            commit(transaction);
        } else {
            scheduleLog.count("rolled back after the client was gone");
            rollback(transaction);
        }
    }

    private void end(SimulatedTransaction transaction, boolean commit) {
        tables.all().forEach(table -> table.end(transaction, commit));
        transaction.locks().forEach(locks::remove);
        transaction.end();
    }

    /** Whether the offset stays the same because an order is not finished. */
    private boolean isUnfinishedOrder(
            SimulatedTransaction transaction, PartitionProgress before, PartitionProgress moved) {
        return moved.nextOffset() == before.nextOffset()
                && tables.orders.writtenBy(transaction).values().stream().anyMatch(order -> !order.finished());
    }

    private static void await(SimulatedTransaction transaction, SimulatedTransaction other) {
        if (transaction.wouldDeadlock(other)) {
            throw SqlFailures.deadlock();
        }
        SimulatedThread client = transaction.client();
        BooleanSupplier ended = other::isEnded;
        transaction.waitFor(Optional.of(other));
        client.waitUntil(ended);
        transaction.waitFor(Optional.empty());
        if (!ended.getAsBoolean()) {
            throw SqlFailures.lockTimeout();
        }
    }

    private void checkCommit(SimulatedTransaction transaction) {
        tables.partitions.writtenBy(transaction).forEach((partition, moved) -> {
            PartitionProgress before = tables.progress(partition);
            PromiseBroken.unless(locks.get(partition) == transaction, "partition %d moved without its lock", partition);
            PromiseBroken.unless(
                    moved.nextOffset() > before.nextOffset() || isUnfinishedOrder(transaction, before, moved),
                    "partition %d moved from offset %d to %d",
                    partition,
                    before.nextOffset(),
                    moved.nextOffset());
            for (long position = before.head() + 1; position <= moved.head(); position++) {
                PromiseBroken.unless(
                        tables.positions.writtenBy(transaction).containsKey(new Place(partition, position)),
                        "partition %d committed without position %d",
                        partition,
                        position);
            }
        });
        tables.positions.writtenBy(transaction).keySet().forEach(place -> {
            long before = tables.progress(place.partition()).head();
            long after = tables.partitions
                    .find(transaction, place.partition())
                    .orElseThrow()
                    .head();
            PromiseBroken.unless(
                    place.number() > before && place.number() <= after,
                    "position %d of partition %d committed between heads %d and %d",
                    place.number(),
                    place.partition(),
                    before,
                    after);
        });
    }
}
