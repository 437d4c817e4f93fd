package io.spanwire.projections.operator;

import io.spanwire.bus.kafka.EventRecords;
import io.spanwire.bus.message.EventSecret;
import io.spanwire.bus.message.EventText;
import io.spanwire.bus.message.StoredEvent;
import io.spanwire.bus.message.StreamId;
import io.spanwire.projections.journal.PartitionProgress;
import io.spanwire.projections.schema.JdbcDatabase;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;

/** The tables with the history's identity and the partitions' progress, read and changed as the schema's owner. */
final class HistoryTables {
    private final JdbcDatabase tables;

    HistoryTables(JdbcDatabase tables) {
        this.tables = tables;
    }

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

    /** The last event of each partition, as the record that published it. */
    List<ProducerRecord<byte[], byte[]>> lastEvents() {
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

    private static ProducerRecord<byte[], byte[]> lastEvent(ResultSet row) throws SQLException {
        StoredEvent event = new StoredEvent(
                StreamId.parse(row.getString("stream")),
                row.getLong("version"),
                row.getLong("position"),
                EventText.of(row.getString("body")),
                row.getBytes("secret") == null ? null : new EventSecret(row.getBytes("secret")));
        return EventRecords.encode(event, row.getInt("partition"));
    }
}
