package io.spanwire.projections.lane;

import static org.assertj.core.api.Assertions.assertThat;

import io.spanwire.bus.domain.Sql;
import io.spanwire.projections.journal.Journal;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * How PostgreSQL reads events by position, in a history of many streams and partitions, with the generic plan that the
 * worker's connections use: what the relay, reactions and webhooks wait for must not depend on how much lies ahead of them.
 */
class EventPlansIT {
    private static final int EVENTS = 120_000;
    private static final int PARTITIONS = 24;
    private static final int OF_PARTITION = EVENTS / PARTITIONS;

    private static TestDatabase database;

    @BeforeAll
    static void storeMany() throws IOException {
        database = new TestDatabase();
        database.prepare(TestTransactions.DOMAINS, PARTITIONS);
        database.execute("insert into spanwire.event (stream, version, partition, position, type, at, body)"
                + " select 'note/' || n % 6000, n / 6000 + 1, n % 24, n / 24 + 1, 'note.written', now(), repeat('x', 300)"
                + " from generate_series(0, " + (EVENTS - 1) + ") as n");
        database.execute("analyze spanwire.event");
    }

    @AfterAll
    static void stopDatabase() throws IOException {
        database.close();
    }

    @Test
    void pageOfAPartitionTouchesItsRowsOnly() throws SQLException {
        String plan =
                plan("events-between.sql", "(integer, bigint, bigint, integer)", "(7, 100, " + OF_PARTITION + ", 200)");

        assertThat(plan)
                .contains("event_partition_position_key")
                .doesNotContain("Seq Scan", "Bitmap", "Sort", "event_pkey");
        assertThat(rowsRead(plan)).isEqualTo(200);
    }

    /** The most rows that any step has read. */
    private static long rowsRead(String plan) {
        return plan.lines()
                .filter(line -> line.contains("actual"))
                .mapToLong(line -> Math.round(Double.parseDouble(line.replaceAll(".*actual rows=([0-9.]+) .*", "$1"))))
                .max()
                .orElseThrow();
    }

    private static String plan(String resource, String types, String values) throws SQLException {
        try (Connection connection = database.connection();
                Statement statement = connection.createStatement()) {
            statement.execute("set plan_cache_mode = force_generic_plan");
            statement.execute("prepare statement_to_explain " + types + " as "
                    + Sql.beside(Journal.class, resource).text());
            StringBuilder plan = new StringBuilder();
            try (ResultSet lines = statement.executeQuery(
                    "explain (analyze, timing off, buffers off) execute statement_to_explain " + values)) {
                while (lines.next()) {
                    plan.append(lines.getString(1)).append('\n');
                }
            }
            return plan.toString();
        }
    }
}
