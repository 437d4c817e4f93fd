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

/** PostgreSQL's plans for parked streams, when there are many. */
class ParkedPlansIT {
    private static TestDatabase database;

    @BeforeAll
    static void parkMany() throws IOException {
        database = new TestDatabase();
        database.prepare(TestTransactions.DOMAINS, 1);
        database.execute("insert into spanwire.parked_stream (stream, partition, reason, waiting)"
                + " select 'owner/' || n, 0, 'test', 10 from generate_series(1, 2000) as n");
        database.execute("insert into spanwire.parked_command (partition, \"offset\", stream, command, value)"
                + " select 0, n, 'owner/' || (n % 2000 + 1), gen_random_uuid(), '\\x00'"
                + " from generate_series(1, 20000) as n");
        database.execute("analyze spanwire.parked_stream, spanwire.parked_command");
    }

    @AfterAll
    static void stopDatabase() throws IOException {
        database.close();
    }

    @Test
    void streamsOfABatchAreFoundByTheirKeys() throws SQLException {
        String plan = plan(
                "parked-streams.sql", "(text[], uuid[])", "(array['owner/1', 'owner/2'], array[gen_random_uuid()])");

        assertThat(plan).contains("parked_stream_pkey").doesNotContain("Seq Scan");
    }

    @Test
    void waitingCommandsAreReadInOrderFromTheirIndex() throws SQLException {
        String plan = plan("parked-page.sql", "(text, integer)", "('owner/7', 5)");

        assertThat(plan).contains("parked_command_stream_place").doesNotContain("Sort", "Seq Scan");
    }

    private static String plan(String resource, String types, String values) throws SQLException {
        try (Connection connection = database.connection();
                Statement statement = connection.createStatement()) {
            statement.execute("prepare statement_to_explain " + types + " as "
                    + Sql.beside(Journal.class, resource).text());
            StringBuilder plan = new StringBuilder();
            try (ResultSet lines = statement.executeQuery("explain execute statement_to_explain " + values)) {
                while (lines.next()) {
                    plan.append(lines.getString(1)).append('\n');
                }
            }
            return plan.toString();
        }
    }
}
