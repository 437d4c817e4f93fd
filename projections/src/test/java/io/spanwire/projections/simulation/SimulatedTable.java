package io.spanwire.projections.simulation;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A table with one unique key: its committed rows, and the rows that open transactions have written.
 *
 * @param <K> the key
 * @param <V> the row
 */
final class SimulatedTable<K, V> {
    private final String constraint;
    private final Map<K, V> committed = new LinkedHashMap<>();
    private final Map<SimulatedTransaction, Map<K, Optional<V>>> open = new LinkedHashMap<>();
    private final Map<SimulatedTransaction, Map<K, Optional<V>>> savepoints = new HashMap<>();

    SimulatedTable(String constraint) {
        this.constraint = constraint;
    }

    String constraint() {
        return constraint;
    }

    Map<K, V> committed() {
        return committed;
    }

    /** The rows this transaction has written. */
    Map<K, V> writtenBy(SimulatedTransaction transaction) {
        Map<K, V> written = new LinkedHashMap<>();
        changedBy(transaction).forEach((key, row) -> row.ifPresent(value -> written.put(key, value)));
        return written;
    }

    Optional<V> find(K key) {
        return Optional.ofNullable(committed.get(key));
    }

    Optional<V> find(SimulatedTransaction transaction, K key) {
        Map<K, Optional<V>> changed = changedBy(transaction);
        return changed.containsKey(key) ? changed.getOrDefault(key, Optional.empty()) : find(key);
    }

    /** Another open transaction that has written a row with this key. */
    Optional<SimulatedTransaction> writerOf(K key, SimulatedTransaction transaction) {
        return open.entrySet().stream()
                .filter(each -> each.getKey() != transaction && each.getValue().containsKey(key))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    void put(SimulatedTransaction transaction, K key, V row) {
        open.computeIfAbsent(transaction, first -> new LinkedHashMap<>()).put(key, Optional.of(row));
    }

    void remove(SimulatedTransaction transaction, K key) {
        open.computeIfAbsent(transaction, first -> new LinkedHashMap<>()).put(key, Optional.empty());
    }

    /** Sets a row up outside a transaction. */
    void put(K key, V row) {
        committed.put(key, row);
    }

    /** A copy of what is committed; running it puts that copy back. */
    Runnable backup() {
        Map<K, V> copy = new LinkedHashMap<>(committed);
        return () -> {
            committed.clear();
            committed.putAll(copy);
        };
    }

    private Map<K, Optional<V>> changedBy(SimulatedTransaction transaction) {
        return open.getOrDefault(transaction, Map.of());
    }

    void savepoint(SimulatedTransaction transaction) {
        savepoints.put(transaction, new LinkedHashMap<>(changedBy(transaction)));
    }

    void rollbackToSavepoint(SimulatedTransaction transaction) {
        open.put(transaction, new LinkedHashMap<>(savepoints.getOrDefault(transaction, Map.of())));
    }

    void end(SimulatedTransaction transaction, boolean commit) {
        if (commit) {
            changedBy(transaction).forEach((key, row) -> {
                committed.remove(key);
                row.ifPresent(value -> committed.put(key, value));
            });
        }
        open.remove(transaction);
        savepoints.remove(transaction);
    }
}
