package io.spanwire.projections.simulation;

import io.spanwire.projections.journal.Progress;
import io.spanwire.projections.journal.Refusals;
import io.spanwire.projections.simulation.Baton.Runner;
import io.spanwire.projections.simulation.Tables.Place;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * PostgreSQL as far as a lane can tell: rows locked until the transaction ends, unique keys that wait for a rival, deadlocks
 * found, read committed. Checks at each commit what must hold at each commit.
 */
final class SimulatedDatabase {
    private final Tables tables;
    private final Facts facts;
    private final Set<String> unenforced = new HashSet<>();
    private final Map<Integer, Transaction> locks = new HashMap<>();
    private final List<Transaction> abandoned = new ArrayList<>();

    SimulatedDatabase(int partitions, Facts facts) {
        this.tables = new Tables(partitions);
        this.facts = facts;
    }

    Tables tables() {
        return tables;
    }

    /** A mutation: this unique key is not enforced. */
    void drop(String constraint) {
        unenforced.add(constraint);
    }

    /** Locks a partition's row, waiting for whoever has it. */
    Progress lock(Transaction transaction, int partition) {
        while (true) {
            Optional<Transaction> holder = Optional.ofNullable(locks.get(partition));
            if (holder.isEmpty() || holder.get() == transaction) {
                locks.put(partition, transaction);
                transaction.locks().add(partition);
                return tables.progress(partition);
            }
            facts.count("waited for a partition");
            await(transaction, holder.get());
        }
    }

    /** Inserts a row, waiting for a rival that has inserted the same key. */
    <K, V> void insert(Transaction transaction, Table<K, V> table, K key, V row) {
        while (true) {
            if (unenforced.contains(table.constraint())) {
                break;
            }
            if (table.find(transaction, key).isPresent()) {
                facts.count("refused by " + table.constraint());
                throw table == tables.names
                        ? Refusals.unique(table.constraint())
                        : Refusals.ownUnique(table.constraint());
            }
            Optional<Transaction> rival = table.rival(transaction, key);
            if (rival.isEmpty()) {
                break;
            }
            facts.count("waited for a rival");
            await(transaction, rival.get());
        }
        table.put(transaction, key, row);
    }

    void savepoint(Transaction transaction) {
        tables.all().forEach(table -> table.savepoint(transaction));
    }

    void undo(Transaction transaction) {
        tables.all().forEach(table -> table.undo(transaction));
    }

    void commit(Transaction transaction) {
        checkCommit(transaction);
        end(transaction, true);
    }

    void rollback(Transaction transaction) {
        end(transaction, false);
    }

    /** The client is gone; the server has not noticed yet. */
    void abandon(Transaction transaction) {
        abandoned.add(transaction);
    }

    List<Transaction> abandoned() {
        return abandoned;
    }

    /** The server notices, or comes to the commit that had reached it. */
    void settle(Transaction transaction, boolean commit) {
        abandoned.remove(transaction);
        if (commit && transaction.mayCommit()) {
            facts.count("committed after the client was gone");
            commit(transaction);
        } else {
            facts.count("rolled back after the client was gone");
            rollback(transaction);
        }
    }

    private void end(Transaction transaction, boolean commit) {
        tables.all().forEach(table -> table.end(transaction, commit));
        transaction.locks().forEach(locks::remove);
        transaction.end();
    }

    /** Only an order that is not finished leaves the offset where it is. */
    private boolean goesOn(Transaction transaction, Progress before, Progress moved) {
        return moved.nextOffset() == before.nextOffset()
                && tables.orders.writtenBy(transaction).values().stream().anyMatch(order -> !order.finished());
    }

    private static void await(Transaction transaction, Transaction other) {
        if (transaction.wouldDeadlock(other)) {
            throw Refusals.deadlock();
        }
        Runner client = transaction.client();
        BooleanSupplier over = other::ended;
        transaction.waitFor(Optional.of(other));
        client.pauseUntil(over);
        transaction.waitFor(Optional.empty());
        if (!over.getAsBoolean()) {
            throw Refusals.lockTimeout();
        }
    }

    private void checkCommit(Transaction transaction) {
        tables.partitions.writtenBy(transaction).forEach((partition, moved) -> {
            Progress before = tables.progress(partition);
            Violation.unless(locks.get(partition) == transaction, "partition %d moved without its lock", partition);
            Violation.unless(
                    moved.nextOffset() > before.nextOffset() || goesOn(transaction, before, moved),
                    "partition %d moved from offset %d to %d",
                    partition,
                    before.nextOffset(),
                    moved.nextOffset());
            for (long position = before.head() + 1; position <= moved.head(); position++) {
                Violation.unless(
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
            Violation.unless(
                    place.number() > before && place.number() <= after,
                    "position %d of partition %d committed between heads %d and %d",
                    place.number(),
                    place.partition(),
                    before,
                    after);
        });
    }
}
