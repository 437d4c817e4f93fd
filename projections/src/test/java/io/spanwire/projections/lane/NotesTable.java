package io.spanwire.projections.lane;

import io.spanwire.bus.domain.Domains;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** The names domain on a real PostgreSQL, for tests of parked streams. */
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

    /** Deletes the history and the read models. */
    void empty() {
        database.execute(
                "truncate spanwire.event, spanwire.outcome, spanwire.failed_command, spanwire.stream, spanwire.parked_stream,"
                        + " spanwire.parked_command, spanwire.parked_order, spanwire.archived_page, spanwire.archived_type,"
                        + " spanwire.closed_stream, read_model.name_taken, read_model.name_note");
        database.execute("update spanwire.partition set next_offset = 0, head = 0");
    }

    /** Makes the read model refuse notes that contain "bad". */
    void refuseBad() {
        database.execute("alter table read_model.name_note add constraint no_bad check (text not like '%bad%')");
    }

    void acceptBad() {
        database.execute("alter table read_model.name_note drop constraint if exists no_bad");
    }

    TestTransactions lane(long offset) {
        return new TestTransactions(vertx, database, offset, TestTransactions.DOMAINS, "");
    }

    /** A lane with these domains, identified by a hash. */
    TestTransactions lane(long offset, Domains domains, String domainsHash) {
        return new TestTransactions(vertx, database, offset, domains, domainsHash);
    }

    RetryingLane retryingLane(Duration statementTimeout) {
        return new RetryingLane(vertx, database, statementTimeout);
    }

    List<String> events() {
        return database.column("select stream || ':' || version from spanwire.event order by position");
    }

    List<String> texts() {
        return database.column("select text from read_model.name_note order by text");
    }

    /** The parked streams with the number of their waiting commands. */
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
