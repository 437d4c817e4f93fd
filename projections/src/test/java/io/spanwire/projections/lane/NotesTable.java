package io.spanwire.projections.lane;

import io.spanwire.bus.domain.Domains;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** The names domain on a real PostgreSQL, as tests of parked streams want to find it. */
final class NotesTable {
    private final Vertx vertx = Vertx.vertx();
    private final TestDatabase database;

    NotesTable() throws IOException {
        database = new TestDatabase();
        database.prepare(TestTransactions.DOMAINS, 1);
    }

    TestDatabase database() {
        return database;
    }

    /** Nothing has happened yet. */
    void empty() {
        database.execute(
                "truncate spanwire.event, spanwire.outcome, spanwire.failed_command, spanwire.stream, spanwire.parked_stream,"
                        + " spanwire.parked_command, spanwire.parked_order, read_model.name_taken, read_model.name_note");
        database.execute("update spanwire.partition set next_offset = 0, head = 0");
    }

    /** From here on the read model takes no note that says it is bad. */
    void refuseBad() {
        database.execute("alter table read_model.name_note add constraint no_bad check (text not like '%bad%')");
    }

    void mend() {
        database.execute("alter table read_model.name_note drop constraint if exists no_bad");
    }

    TestTransactions lane(long offset) {
        return new TestTransactions(vertx, database, offset, TestTransactions.DOMAINS, "");
    }

    /** A lane with other domains, which are told from others by a name. */
    TestTransactions lane(long offset, Domains domains, String domainsHash) {
        return new TestTransactions(vertx, database, offset, domains, domainsHash);
    }

    RetryingLane patientLane(Duration statementTimeout) {
        return new RetryingLane(vertx, database, statementTimeout);
    }

    List<String> events() {
        return database.column("select stream || ':' || version from spanwire.event order by position");
    }

    List<String> texts() {
        return database.column("select text from read_model.name_note order by text");
    }

    /** Parked streams with the number of commands that wait in them. */
    List<String> parked() {
        return database.column(
                "select stream || ' ' || waiting from spanwire.parked_stream join (select stream, count(*) as rows from"
                        + " spanwire.parked_command group by stream) as commands using (stream) where waiting = rows"
                        + " order by stream");
    }

    List<String> orders() {
        return database.column("select verb || ' ' || decided || ' ' || finished from spanwire.parked_order");
    }

    void close() throws Exception {
        database.close();
        vertx.close().toCompletionStage().toCompletableFuture().get();
    }
}
