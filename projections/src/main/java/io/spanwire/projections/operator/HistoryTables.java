package io.spanwire.projections.operator;

import io.spanwire.bus.message.StoredEvent;
import io.spanwire.bus.message.StreamId;
import io.spanwire.projections.journal.PartitionProgress;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The history's identity and standing, as its owner reads and changes them. */
final class HistoryTables {
    private final OperatorDatabase tables;

    HistoryTables(OperatorDatabase tables) {
        this.tables = tables;
    }

    /** An event and where it lies. */
    record Last(int partition, StoredEvent event) {}

    /** What processes of this installation call themselves that are connected now. */
    List<String> connected() {
        return tables.query("connected.sql", row -> row.getString(1));
    }

    Optional<String> commandLog() {
        return tables.query("installation.sql", row -> Optional.ofNullable(row.getString("command_log")))
                .get(0);
    }

    Map<Integer, PartitionProgress> standing() {
        Map<Integer, PartitionProgress> standing = new HashMap<>();
        tables.query("all-progress.sql", row -> {
            standing.put(
                    row.getInt("partition"),
                    new PartitionProgress(row.getLong("next_offset"), PartitionProgress.UNKNOWN, row.getLong("head")));
            return row;
        });
        return standing;
    }

    List<Last> lastEvents() {
        return tables.query("last-events.sql", HistoryTables::last);
    }

    /** Gives the history its new identity and lets each partition go on at its offset, all or nothing. */
    UUID renew(String commandLog, Map<Integer, Long> offsets) {
        return tables.atOnce(() -> {
            offsets.forEach((partition, offset) -> tables.update("set-offset.sql", offset, partition));
            return tables.query("new-epoch.sql", row -> row.getObject("epoch", UUID.class), commandLog)
                    .get(0);
        });
    }

    private static Last last(ResultSet row) throws SQLException {
        return new Last(
                row.getInt("partition"),
                new StoredEvent(
                        StreamId.parse(row.getString("stream")),
                        row.getLong("version"),
                        row.getLong("position"),
                        row.getString("body")));
    }
}
