package io.spanwire.projections.journal;

import static io.spanwire.projections.journal.StatementAuthor.SPANWIRE;

import io.spanwire.bus.domain.Sql;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** The sender of changes of timers: two statements at most, none without a change. */
public final class TimerWriter {
    private static final Sql SET = Sql.beside(TimerWriter.class, "set-timers.sql");
    private static final Sql CANCEL = Sql.beside(TimerWriter.class, "cancel-timers.sql");

    private TimerWriter() {}

    /** Adds the statements to the current round trip; of several changes of a timer, the last one counts. */
    public static List<Future<?>> send(PipelinedConnection connection, List<TimerRow> changes) {
        List<Future<?>> sent = new ArrayList<>();
        if (changes.isEmpty()) {
            return sent;
        }
        List<TimerRow> last = TimerRow.last(changes);
        List<TimerRow> set = TimerRow.set(last);
        List<TimerRow> cancelled = TimerRow.cancelled(last);
        if (!set.isEmpty()) {
            sent.add(connection.send(SPANWIRE, SET, timers(set)));
        }
        if (!cancelled.isEmpty()) {
            sent.add(connection.send(SPANWIRE, CANCEL, names(cancelled).tuple()));
        }
        return sent;
    }

    private static ArrayColumns<TimerRow> names(List<TimerRow> rows) {
        return ArrayColumns.of(rows)
                .with(String.class, TimerRow::stream)
                .with(String.class, TimerRow::owner)
                .with(String.class, TimerRow::name);
    }

    private static Tuple timers(List<TimerRow> rows) {
        return names(rows)
                .with(Integer.class, TimerRow::partition)
                .with(Instant.class, row -> row.required().due())
                .with(UUID.class, row -> row.required().id())
                .with(String.class, row -> row.required().target().toString())
                .with(String.class, row -> row.required().command())
                .with(String.class, row -> row.required().data())
                .with(
                        Buffer.class,
                        row -> row.required().secret() == null
                                ? null
                                : Buffer.buffer(row.required().secret().bytes()))
                .with(UUID.class, row -> row.required().cause().correlation())
                .with(String.class, row -> row.required().cause().causation())
                .with(Integer.class, row -> row.required().cause().depth())
                .tuple();
    }
}
