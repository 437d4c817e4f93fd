package io.spanwire.edge.webhook;

import io.spanwire.bus.domain.Sql;
import io.spanwire.bus.message.FeedToken;
import io.spanwire.bus.message.ProblemException;
import io.spanwire.bus.message.Problems;
import io.spanwire.bus.webhook.WebhookSecret;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The webhooks in PostgreSQL. The login of edge and notifier can read the tables, but no secret; it may call functions that
 * change them.
 */
public final class PostgresWebhooks implements WebhookStore {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresWebhooks.class);
    private static final Sql WEBHOOKS = load("webhooks.sql");
    private static final Sql ADD = load("add.sql");
    private static final Sql CHANGE = load("change.sql");
    private static final Sql PAUSE = load("pause.sql");
    private static final Sql RESUME = load("resume.sql");
    private static final Sql REPLAY = load("replay.sql");
    private static final Sql ROTATE = load("rotate.sql");
    private static final Sql TEST = load("test.sql");
    private static final Sql REMOVE = load("remove.sql");
    private static final Sql INSTALLATION = load("installation.sql");
    private static final long TIMEOUT_SECONDS = 25;

    private final Pool pool;

    /** @param pool connections of the login of edge and notifier that may write */
    public PostgresWebhooks(Pool pool) {
        this.pool = pool;
    }

    private static Sql load(String resource) {
        return Sql.beside(PostgresWebhooks.class, resource);
    }

    @Override
    public Future<List<StoredWebhook>> list() {
        return query(null);
    }

    @Override
    public Future<Optional<StoredWebhook>> find(UUID id) {
        return query(id).map(found -> found.stream().findFirst());
    }

    private Future<List<StoredWebhook>> query(@Nullable UUID id) {
        return execute(WEBHOOKS, Tuple.of(id)).map(rows -> {
            List<StoredWebhook> webhooks = new ArrayList<>();
            rows.forEach(row -> webhooks.add(webhook(row)));
            return webhooks;
        });
    }

    @Override
    public Future<Added> add(NewWebhook webhook, int most, String actor) {
        return place(webhook.from())
                .compose(place -> execute(
                        ADD,
                        Tuple.of(webhook.id(), webhook.description(), webhook.feed())
                                .addValue(webhook.types().toArray(String[]::new))
                                .addValue(webhook.url())
                                .addValue(Buffer.buffer(webhook.secret().bytes()))
                                .addValue(actor)
                                .addValue(most)
                                .addValue(place.name())
                                .addValue(place.time())
                                .addValue(place.positions())))
                .map(rows ->
                        Added.valueOf(rows.iterator().next().getString("result").toUpperCase(Locale.ROOT)));
    }

    @Override
    public Future<Boolean> change(UUID id, WebhookChange change, String actor) {
        return found(
                CHANGE,
                Tuple.tuple()
                        .addValue(id)
                        .addValue(change.description().orElse(null))
                        .addValue(change.feed().orElse(null))
                        .addValue(change.types()
                                .map(types -> types.toArray(String[]::new))
                                .orElse(null))
                        .addValue(change.url().orElse(null))
                        .addValue(actor));
    }

    @Override
    public Future<Boolean> pause(UUID id, String reason, String actor) {
        return found(PAUSE, Tuple.of(id, reason, actor));
    }

    @Override
    public Future<Boolean> resume(UUID id, String actor) {
        return found(RESUME, Tuple.of(id, actor));
    }

    @Override
    public Future<Boolean> replay(UUID id, WebhookPlace from, String actor) {
        return place(from)
                .compose(place -> found(
                        REPLAY,
                        Tuple.tuple()
                                .addValue(id)
                                .addValue(place.name())
                                .addValue(place.time())
                                .addValue(place.positions())
                                .addValue(actor)));
    }

    @Override
    public Future<Boolean> rotate(UUID id, WebhookSecret secret, Duration keep, String actor) {
        return found(ROTATE, Tuple.of(id, Buffer.buffer(secret.bytes()), (double) keep.toSeconds(), actor));
    }

    @Override
    public Future<Boolean> test(UUID id, UUID test) {
        return found(TEST, Tuple.of(id, test));
    }

    @Override
    public Future<Boolean> remove(UUID id) {
        return found(REMOVE, Tuple.of(id));
    }

    /** A place as the functions take it. */
    private record Place(String name, @Nullable OffsetDateTime time, @Nullable FeedToken token) {
        Long @Nullable [] positions() {
            return token == null
                    ? null
                    : Arrays.stream(token.positions()).boxed().toArray(Long[]::new);
        }
    }

    private Future<Place> place(WebhookPlace place) {
        if (place instanceof WebhookPlace.After after) {
            return execute(INSTALLATION, Tuple.tuple()).map(rows -> {
                Row row = rows.iterator().next();
                FeedToken token = after.token();
                if (!token.epoch().equals(row.getUUID("epoch")) || token.partitions() != row.getInteger("partitions")) {
                    throw new ProblemException(Problems.OTHER_EPOCH);
                }
                return new Place("token", null, token);
            });
        }
        if (place instanceof WebhookPlace.Since since) {
            return Future.succeededFuture(new Place("time", since.time().atOffset(ZoneOffset.UTC), null));
        }
        return Future.succeededFuture(
                new Place(place instanceof WebhookPlace.Beginning ? "beginning" : "now", null, null));
    }

    private Future<Boolean> found(Sql sql, Tuple parameters) {
        return execute(sql, parameters).map(rows -> rows.iterator().next().getBoolean("found"));
    }

    private Future<RowSet<Row>> execute(Sql sql, Tuple parameters) {
        return pool.preparedQuery(sql.text())
                .execute(parameters)
                .timeout(TIMEOUT_SECONDS, TimeUnit.SECONDS)
                .recover(failure -> {
                    LOG.debug("webhooks not read or written", failure);
                    return Future.failedFuture(new ProblemException(Problems.UNAVAILABLE));
                });
    }

    private static StoredWebhook webhook(Row row) {
        return new StoredWebhook(
                row.getUUID("id"),
                row.getString("description"),
                row.getString("feed"),
                List.of(row.getArrayOfStrings("types")),
                row.getString("url"),
                row.getString("state"),
                row.getString("reason"),
                row.getOffsetDateTime("since").toInstant(),
                row.getOffsetDateTime("created").toInstant(),
                row.getString("creator"),
                row.getString("actor"),
                instant(row, "old_until"),
                progress(row),
                new StoredWebhook.Test(
                        Optional.ofNullable(row.getUUID("tested")),
                        row.getInteger("test_status"),
                        row.getString("test_failure")));
    }

    private static StoredWebhook.Progress progress(Row row) {
        long[] positions = Arrays.stream(row.getArrayOfLongs("positions"))
                .mapToLong(Long::longValue)
                .toArray();
        return new StoredWebhook.Progress(
                row.getLong("delivered"),
                row.getLong("behind"),
                instant(row, "oldest"),
                instant(row, "succeeded"),
                instant(row, "failed")
                        .map(at -> new StoredWebhook.Failure(at, row.getInteger("status"), row.getString("failure"))),
                row.getInteger("failures"),
                instant(row, "failing"),
                new FeedToken(row.getUUID("epoch"), positions));
    }

    private static Optional<Instant> instant(Row row, String column) {
        @Nullable OffsetDateTime time = row.getOffsetDateTime(column);
        return Optional.ofNullable(time).map(OffsetDateTime::toInstant);
    }
}
