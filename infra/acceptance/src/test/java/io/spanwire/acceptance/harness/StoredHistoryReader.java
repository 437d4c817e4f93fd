package io.spanwire.acceptance.harness;

import io.spanwire.acceptance.client.SignedInUser;
import io.spanwire.acceptance.client.SocketLost;
import io.spanwire.acceptance.client.StreamReplay;
import io.spanwire.acceptance.history.StoredHistory;
import io.spanwire.bus.archive.ArchivedPage;
import io.spanwire.bus.message.EventSecret;
import io.spanwire.bus.message.EventText;
import io.spanwire.bus.personal.EventSeal;
import io.spanwire.bus.personal.SubjectKey;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** Reads everything that a server has stored, once its lanes are idle. */
final class StoredHistoryReader {
    private static final Duration IDLE_TIMEOUT = Duration.ofSeconds(40);

    private final Backend backend;
    private final SignedInUser user;

    StoredHistoryReader(Backend backend, SignedInUser user) {
        this.backend = backend;
        this.user = user;
    }

    StoredHistory read() throws SQLException, IOException, InterruptedException, SocketLost {
        Backend.Login login = backend.database();
        try (Connection connection = DriverManager.getConnection(login.url(), login.user(), login.password())) {
            List<StoredHistory.Partition> partitions = awaitIdle(connection);
            List<StoredHistory.Event> events = events(connection);
            List<StoredHistory.Stream> streams = rows(
                    connection,
                    "select stream, partition, version from spanwire.stream order by stream",
                    row -> new StoredHistory.Stream(row.getString(1), row.getInt(2), row.getLong(3)));
            List<StoredHistory.Outcome> outcomes = rows(
                    connection,
                    "select command, stream, actor, version, events, problem::json ->> 'type' from spanwire.outcome",
                    StoredHistoryReader::outcome);
            return new StoredHistory(
                    partitions,
                    streams,
                    events,
                    outcomes,
                    replayed(streams),
                    delivered(streams),
                    ReadModels.of(connection, events));
        }
    }

    /** The events of the rows and of the archive: an event that is in both, or twice in one of them, is there twice. */
    private static List<StoredHistory.Event> events(Connection connection) throws SQLException {
        OpenedEvents opened = new OpenedEvents(connection);
        List<StoredHistory.Event> events = new ArrayList<>(rows(
                connection,
                "select stream, version, partition, position, body, secret from spanwire.event",
                opened::event));
        rows(connection, "select stream, partition, content, secrets from spanwire.archived_page", opened::archived)
                .forEach(events::addAll);
        events.sort(Comparator.comparing(StoredHistory.Event::stream).thenComparing(StoredHistory.Event::version));
        return events;
    }

    /** Waits until every command in the log is decided. */
    private List<StoredHistory.Partition> awaitIdle(Connection connection) {
        return Awaitility.await("every command in the log is decided")
                .atMost(IDLE_TIMEOUT)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> partitions(connection), all -> all.stream()
                        .allMatch(row -> row.nextOffset() == row.logEnd()));
    }

    private List<StoredHistory.Partition> partitions(Connection connection) throws SQLException {
        Map<Integer, Long> ends = CommandLogEnds.of(backend.kafka());
        return rows(
                connection,
                "select partition, next_offset, head from spanwire.partition order by partition",
                row -> new StoredHistory.Partition(
                        row.getInt(1), row.getLong(2), row.getLong(3), ends.getOrDefault(row.getInt(1), -1L)));
    }

    private Map<String, List<String>> replayed(List<StoredHistory.Stream> streams)
            throws IOException, InterruptedException {
        Map<String, List<String>> replayed = new TreeMap<>();
        for (StoredHistory.Stream stream : streams) {
            replayed.put(stream.stream(), StreamReplay.pages(user, stream.stream()));
        }
        return replayed;
    }

    private Map<String, List<String>> delivered(List<StoredHistory.Stream> streams) throws SocketLost {
        Map<String, List<String>> delivered = new TreeMap<>();
        for (StoredHistory.Stream stream : streams) {
            delivered.put(stream.stream(), StreamReplay.socket(user, stream.stream()));
        }
        return delivered;
    }

    /** Stored events as they are delivered: opened with the keys that there are. */
    private static final class OpenedEvents {
        private final Map<Long, SubjectKey> keys = new HashMap<>();

        OpenedEvents(Connection connection) throws SQLException {
            rows(
                    connection,
                    "select id, key from spanwire.personal_key",
                    row -> keys.put(row.getLong(1), new SubjectKey(row.getLong(1), row.getBytes(2))));
        }

        StoredHistory.Event event(ResultSet row) throws SQLException {
            EventText text = EventText.of(row.getString(5));
            byte[] secret = row.getBytes(6);
            return new StoredHistory.Event(
                    row.getString(1),
                    row.getLong(2),
                    row.getInt(3),
                    row.getLong(4),
                    open(text, secret == null ? null : new EventSecret(secret)));
        }

        List<StoredHistory.Event> archived(ResultSet row) throws SQLException {
            String stream = row.getString(1);
            int partition = row.getInt(2);
            return ArchivedPage.decode(row.getBytes(3), row.getBytes(4)).events().stream()
                    .map(event -> new StoredHistory.Event(
                            stream, event.version(), partition, event.position(), open(event.text(), event.secret())))
                    .toList();
        }

        private String open(EventText text, @Nullable EventSecret secret) {
            return EventSeal.open(text, keys.get(EventSeal.keyId(text)), secret).toString();
        }
    }

    private static StoredHistory.Outcome outcome(ResultSet row) throws SQLException {
        String problem = row.getString(6);
        return new StoredHistory.Outcome(
                row.getObject(1, UUID.class),
                row.getString(2),
                row.getString(3),
                row.getObject(4, Long.class),
                row.getObject(5, Integer.class),
                problem == null ? null : problem.substring(problem.lastIndexOf('/') + 1));
    }

    @FunctionalInterface
    interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    static <T> List<T> rows(Connection connection, String sql, RowReader<T> reader) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            List<T> rows = new ArrayList<>();
            while (result.next()) {
                rows.add(reader.read(result));
            }
            return rows;
        }
    }
}
