package io.spanwire.projections.webhook;

import static io.spanwire.projections.journal.StatementAuthor.SPANWIRE;

import io.spanwire.bus.domain.Sql;
import io.spanwire.bus.message.FeedName;
import io.spanwire.bus.message.StoredEvent;
import io.spanwire.bus.webhook.WebhookSecret;
import io.spanwire.projections.journal.OpenedTexts;
import io.spanwire.projections.journal.PipelinedConnection;
import io.spanwire.projections.journal.PostgresJournal;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.lang.reflect.Array;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The tables of webhooks, and the history, in the database. One thread; each call blocks. After
 * {@link io.spanwire.projections.journal.DatabaseUnavailable} the connection cannot be used any more.
 */
final class WebhookTables implements AutoCloseable {
    private static final Sql WEBHOOKS = load("webhooks.sql");
    private static final Sql POSITIONS = load("positions.sql");
    private static final Sql HEADS = load("heads.sql");
    private static final Sql EPOCH = load("epoch.sql");
    private static final Sql STORE = load("store.sql");
    private static final Sql PAUSE = load("pause.sql");
    private static final Sql TESTED = load("tested.sql");

    private final PipelinedConnection connection;
    private final PostgresJournal journal;

    WebhookTables(PipelinedConnection connection) {
        this.connection = connection;
        this.journal = new PostgresJournal(connection);
    }

    private static Sql load(String resource) {
        return Sql.beside(WebhookTables.class, resource);
    }

    /** How far a webhook is in a partition. */
    record Position(UUID webhook, int partition, long generation, long position, DeliveryCount count) {}

    /** A cursor whose position is to be stored. */
    record Progress(UUID webhook, WebhookCursor cursor) {}

    List<Webhook> webhooks() {
        return query(WEBHOOKS, Tuple.tuple(), WebhookTables::webhook);
    }

    private static Webhook webhook(Row row) {
        List<WebhookSecret> secrets = new ArrayList<>();
        secrets.add(new WebhookSecret(row.getBuffer("secret").getBytes()));
        @Nullable Buffer old = row.getBuffer("old_secret");
        if (old != null) {
            secrets.add(new WebhookSecret(old.getBytes()));
        }
        @Nullable UUID test = row.getUUID("test");
        return new Webhook(
                row.getUUID("id"),
                row.getLong("generation"),
                FeedName.parse(row.getString("feed")),
                Set.of(row.getArrayOfStrings("types")),
                row.getString("url"),
                secrets,
                row.getString("state").equals("active"),
                Optional.ofNullable(test).filter(asked -> !asked.equals(row.getUUID("tested"))));
    }

    List<Position> positions(Collection<Integer> partitions) {
        return query(
                POSITIONS,
                integers(partitions),
                row -> new Position(
                        row.getUUID("webhook"),
                        row.getInteger("partition"),
                        row.getLong("generation"),
                        row.getLong("position"),
                        new DeliveryCount(
                                row.getLong("delivered"), row.getInteger("failures"), instant(row, "failing"))));
    }

    Map<Integer, Long> heads(Collection<Integer> partitions) {
        Map<Integer, Long> heads = new HashMap<>();
        query(HEADS, integers(partitions), row -> heads.put(row.getInteger("partition"), row.getLong("head")));
        return heads;
    }

    UUID epoch() {
        return query(EPOCH, Tuple.tuple(), row -> row.getUUID("epoch")).get(0);
    }

    /** A page of a partition's events behind a position, by position, sealed as they are stored. */
    List<StoredEvent> events(int partition, long after, long to) {
        return journal.eventsBetween(partition, after, to);
    }

    /**
     * The opened texts of events with personal data, by position: in two round trips if they are near each other. All of it is
     * read now, so nothing that was destroyed is used.
     */
    Map<Long, byte[]> opened(int partition, SortedSet<Long> positions) {
        Map<Long, byte[]> opened = new HashMap<>();
        long after = positions.first() - 1;
        while (after < positions.last()) {
            List<StoredEvent> page = journal.eventsBetween(partition, after, positions.last());
            List<StoredEvent> wanted = page.stream()
                    .filter(event -> positions.contains(event.position()))
                    .toList();
            OpenedTexts texts = OpenedTexts.ofStored(connection, wanted);
            wanted.forEach(
                    event -> opened.put(event.position(), texts.body(event).getBytes(StandardCharsets.UTF_8)));
            after = page.get(page.size() - 1).position();
        }
        return opened;
    }

    /** Stores how far cursors are, where they are as expected; returns those that are not. */
    Set<WebhookCursor> store(List<Progress> progress) {
        Tuple rows = Tuple.from(List.of(
                column(progress, UUID.class, Progress::webhook),
                column(progress, Integer.class, each -> each.cursor().partition),
                column(progress, Long.class, each -> each.cursor().generation),
                column(progress, Long.class, each -> each.cursor().stored()),
                column(progress, Long.class, each -> each.cursor().position()),
                column(progress, Long.class, each -> each.cursor().count().delivered()),
                column(
                        progress,
                        OffsetDateTime.class,
                        each -> time(each.cursor().count().succeededAt())),
                column(
                        progress,
                        OffsetDateTime.class,
                        each -> time(each.cursor().count().failedAt())),
                column(
                        progress,
                        Integer.class,
                        each -> each.cursor().count().failure().status()),
                column(
                        progress,
                        String.class,
                        each -> each.cursor().count().failure().failure()),
                column(progress, Integer.class, each -> each.cursor().count().failures()),
                column(
                        progress,
                        OffsetDateTime.class,
                        each -> time(each.cursor().count().failing()))));
        Set<Map.Entry<UUID, Integer>> stored =
                Set.copyOf(query(STORE, rows, row -> Map.entry(row.getUUID("webhook"), row.getInteger("partition"))));
        Set<WebhookCursor> outdated = new HashSet<>();
        for (Progress each : progress) {
            WebhookCursor cursor = each.cursor();
            if (stored.contains(Map.entry(each.webhook(), cursor.partition))) {
                cursor.stored(cursor.position());
            } else {
                outdated.add(cursor);
            }
        }
        return outdated;
    }

    /** Pauses a webhook, unless a delivery in any partition has succeeded since a time; whether it did. */
    boolean pause(Webhook webhook, String reason, Instant since) {
        Tuple change = Tuple.of(webhook.id(), webhook.generation(), reason, since.atOffset(ZoneOffset.UTC));
        return !query(PAUSE, change, row -> row.getUUID("id")).isEmpty();
    }

    void tested(UUID webhook, UUID test, DeliveryResult result) {
        query(TESTED, Tuple.of(webhook, test, result.status(), result.failure()), row -> row);
    }

    private <T> List<T> query(Sql sql, Tuple parameters, Function<Row, T> mapper) {
        RowSet<Row> rows = connection.roundTrip(() -> connection.send(SPANWIRE, sql, parameters));
        List<T> found = new ArrayList<>(rows.size());
        rows.forEach(row -> found.add(mapper.apply(row)));
        return found;
    }

    private static Tuple integers(Collection<Integer> values) {
        return Tuple.from(List.of((Object) values.toArray(Integer[]::new)));
    }

    @SuppressWarnings("unchecked") // an array of this component type
    private static <T> T[] column(List<Progress> rows, Class<T> type, Function<Progress, @Nullable T> value) {
        T[] column = (T[]) Array.newInstance(type, rows.size());
        for (int i = 0; i < column.length; i++) {
            column[i] = value.apply(rows.get(i));
        }
        return column;
    }

    private static @Nullable OffsetDateTime time(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    private static @Nullable Instant instant(Row row, String column) {
        @Nullable OffsetDateTime time = row.getOffsetDateTime(column);
        return time == null ? null : time.toInstant();
    }

    @Override
    public void close() {
        connection.close();
    }
}
