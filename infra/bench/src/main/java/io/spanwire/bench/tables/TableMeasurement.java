package io.spanwire.bench.tables;

import io.spanwire.bus.domain.Sql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/**
 * The same work on both forms of the tables, in turns, over one connection: batches of {@value #BATCH} rows and a commit,
 * pages of streams and outcomes found by random ids, the oldest outcomes deleted.
 */
final class TableMeasurement {
    private static final int BATCH = 100;
    private static final int EXPIRED = 1_000;
    /** The time of so many filled outcomes. */
    private static final long WINDOW_MILLIS = EXPIRED * 200L;

    private static final long FIRST_MILLIS =
            Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();
    private static final List<String> FORMS = List.of("whole", "split");

    private final Connection connection;
    private final Random random = new Random(1);
    private final int seconds;
    private final int repetitions;
    private final long rows;
    private final Map<String, Long> expired = new LinkedHashMap<>();
    private final Map<String, Long> next = new LinkedHashMap<>();
    private final Map<String, List<Double>> readings = new LinkedHashMap<>();

    TableMeasurement(Connection connection, long rows, int seconds, int repetitions) {
        this.connection = connection;
        this.rows = rows;
        this.seconds = seconds;
        this.repetitions = repetitions;
    }

    @FunctionalInterface
    private interface Work {
        /** Does one piece of work and returns its rows. */
        int run(String form) throws SQLException;
    }

    void run() throws SQLException {
        FORMS.forEach(form -> next.put(form, rows + random.nextInt(1_000_000_000)));
        for (int round = 0; round <= repetitions; round++) {
            for (String form : FORMS) {
                measure(round, form, "events appended, rows/s", this::appendEvents);
                measure(round, form, "outcomes stored, random ids, rows/s", each -> storeOutcomes(each, false));
                measure(round, form, "outcomes stored, ids by time, rows/s", each -> storeOutcomes(each, true));
                measure(round, form, "pages read, /s", this::readPage);
                measure(round, form, "outcomes found, /s", this::findOutcome);
                measure(round, form, "oldest outcomes deleted, rows/s", this::expire);
            }
        }
        readings.forEach((what, values) -> {
            List<Double> sorted = values.stream().sorted().toList();
            say("%-50s %,12.0f", what, sorted.get(sorted.size() / 2));
        });
        sizes();
    }

    /** The first round does not count. */
    private void measure(int round, String form, String what, Work work) throws SQLException {
        long start = System.nanoTime();
        long done = 0;
        while (System.nanoTime() - start < seconds * 1_000_000_000L) {
            done += work.run(form);
            connection.commit();
        }
        if (round > 0) {
            readings.computeIfAbsent(what + ", " + form, first -> new ArrayList<>())
                    .add(1e9 * (double) done / (double) (System.nanoTime() - start));
        }
    }

    private int appendEvents(String form) throws SQLException {
        Long[] numbers = new Long[BATCH];
        for (int i = 0; i < BATCH; i++) {
            numbers[i] = next.merge(form, 1L, Long::sum);
        }
        try (PreparedStatement statement = prepare("append-events-" + form + ".sql")) {
            statement.setString(1, LargeTables.BODY);
            statement.setArray(2, connection.createArrayOf("bigint", numbers));
            return statement.executeUpdate();
        }
    }

    private int storeOutcomes(String form, boolean byTime) throws SQLException {
        UUID[] ids = new UUID[BATCH];
        for (int i = 0; i < BATCH; i++) {
            long time =
                    byTime ? (System.currentTimeMillis() << 16) | 0x7000 | random.nextInt(0x1000) : random.nextLong();
            ids[i] = new UUID(time, random.nextLong());
        }
        try (PreparedStatement statement = prepare("append-outcomes-" + form + ".sql")) {
            statement.setArray(1, connection.createArrayOf("uuid", ids));
            return statement.executeUpdate();
        }
    }

    private int readPage(String form) throws SQLException {
        int room = random.nextInt(96_000);
        try (PreparedStatement statement = prepare("page-" + form + ".sql")) {
            statement.setString(1, "chat/room-" + room);
            statement.setInt(2, room % 24);
            return count(statement) < 0 ? 0 : 1;
        }
    }

    private int findOutcome(String form) throws SQLException {
        try (PreparedStatement statement = prepare("find-outcome-" + form + ".sql");
                PreparedStatement id = connection.prepareStatement("select md5(?::text)::uuid")) {
            id.setLong(1, random.nextLong(rows));
            try (ResultSet row = id.executeQuery()) {
                row.next();
                statement.setObject(1, row.getObject(1));
            }
            return count(statement) >= 0 ? 1 : 0;
        }
    }

    private int expire(String form) throws SQLException {
        try (PreparedStatement statement = prepare("expire-outcomes-" + form + ".sql")) {
            long from = expired.merge(form, WINDOW_MILLIS, Long::sum);
            statement.setTimestamp(1, new Timestamp(FIRST_MILLIS + from));
            statement.setTimestamp(2, new Timestamp(FIRST_MILLIS + from + WINDOW_MILLIS));
            statement.setInt(3, 2 * EXPIRED);
            return statement.executeUpdate();
        }
    }

    private static int count(PreparedStatement statement) throws SQLException {
        int found = 0;
        try (ResultSet result = statement.executeQuery()) {
            while (result.next()) {
                found += result.getString(2).isEmpty() ? 0 : 1;
            }
        }
        return found;
    }

    private void sizes() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        Sql.beside(TableMeasurement.class, "sizes.sql").text())) {
            row.next();
            for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                double bytes = (double) row.getLong(i);
                say("%-50s %,12.1f", "bytes a row, " + row.getMetaData().getColumnName(i), bytes / (double) rows);
            }
        }
    }

    private PreparedStatement prepare(String resource) throws SQLException {
        return connection.prepareStatement(
                Sql.beside(TableMeasurement.class, resource).text());
    }

    private static void say(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}
