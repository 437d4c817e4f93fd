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

/** The tables with the history's identity and the partitions' progress, read and changed as the schema's owner. */
final class HistoryTables {
    private final OperatorDatabase tables;

    HistoryTables(OperatorDatabase tables) {
        this.tables = tables;
    }

    /** The last event of a partition. */
    record LastEvent(int partition, StoredEvent event) {}

    /** The application names of this installation's processes that are connected now. */
    List<String> connected() {
        return tables.query("connected.sql", row -> row.getString(1));
    }

    Optional<String> commandLog() {
        return tables.query("installation.sql", row -> Optional.ofNullable(row.getString("command_log")))
                .get(0);
    }

    Map<Integer, PartitionProgress> progress() {
        Map<Integer, PartitionProgress> progress = new HashMap<>();
        tables.query("all-progress.sql", row -> {
            progress.put(
                    row.getInt("partition"),
                    new PartitionProgress(row.getLong("next_offset"), PartitionProgress.UNKNOWN, row.getLong("head")));
            return row;
        });
        return progress;
    }

    List<LastEvent> lastEvents() {
        return tables.query("last-events.sql", HistoryTables::lastEvent);
    }

    /** Gives the history a new identity and sets each partition's next offset, in one transaction. */
    UUID renew(String commandLog, Map<Integer, Long> offsets) {
        return tables.inTransaction(() -> {
            offsets.forEach((partition, offset) -> tables.update("set-offset.sql", offset, partition));
            return tables.query("new-epoch.sql", row -> row.getObject("epoch", UUID.class), commandLog)
                    .get(0);
        });
    }

    private static LastEvent lastEvent(ResultSet row) throws SQLException {
        return new LastEvent(
                row.getInt("partition"),
                new StoredEvent(
                        StreamId.parse(row.getString("stream")),
                        row.getLong("version"),
                        row.getLong("position"),
                        row.getString("body")));
    }
}
