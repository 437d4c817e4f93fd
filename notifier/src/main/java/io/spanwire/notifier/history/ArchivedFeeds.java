package io.spanwire.notifier.history;

import io.spanwire.bus.archive.ArchivedEvent;
import io.spanwire.bus.archive.ArchivedPage;
import io.spanwire.bus.message.EventSecret;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.PreparedQuery;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The archived events of a partition. A page has events of one stream, whose positions lie far apart, so for a few
 * positions many pages are read: replaying what is archived is slow, and its memory bounded.
 */
final class ArchivedFeeds {
    private static final int PAGES = 32;
    /** Positions that one read passes. */
    private static final long POSITIONS = 500;

    private final PreparedQuery<RowSet<Row>> pages;
    private final FeedRows rows;

    ArchivedFeeds(PreparedQuery<RowSet<Row>> pages, FeedRows rows) {
        this.pages = pages;
        this.rows = rows;
    }

    private record Found(List<FeedEvent> events, Map<Long, EventSecret> secrets) {}

    /** The next events of a partition, archived ones between those that are rows. */
    Future<FeedMerge.Part> with(FeedMerge.Part fromRows, FeedFilter filter, FeedRange.One wanted) {
        long upto = Math.min(fromRows.through(), wanted.after() + POSITIONS);
        Found found = new Found(new ArrayList<>(), new HashMap<>());
        return read(found, filter, wanted, upto, wanted.after() - ArchivedPage.MAX_SPAN)
                .compose(read -> rows.open(found.events(), found.secrets()))
                .map(archived -> together(fromRows, archived, wanted, upto));
    }

    private static FeedMerge.Part together(
            FeedMerge.Part fromRows, List<FeedEvent> archived, FeedRange.One wanted, long upto) {
        List<FeedEvent> events = new ArrayList<>(archived);
        fromRows.events().stream().filter(event -> event.position() <= upto).forEach(events::add);
        events.sort(Comparator.comparingLong(FeedEvent::position));
        boolean isWhole = upto >= wanted.last();
        return new FeedMerge.Part(wanted.partition(), upto, isWhole, Long.MIN_VALUE, events);
    }

    private Future<Void> read(Found found, FeedFilter filter, FeedRange.One wanted, long upto, long afterFirst) {
        return pages.execute(Tuple.tuple()
                        .addInteger(wanted.partition())
                        .addLong(wanted.after())
                        .addLong(upto)
                        .addLong(afterFirst)
                        .addString(filter.lowestStream())
                        .addString(filter.streamsEnd())
                        .addInteger(PAGES))
                .compose(pageRows -> {
                    long last = afterFirst;
                    for (Row row : pageRows) {
                        add(found, filter, wanted, upto, row);
                        last = row.getLong("first_position");
                    }
                    return pageRows.size() < PAGES ? Future.succeededFuture() : read(found, filter, wanted, upto, last);
                });
    }

    private static void add(Found found, FeedFilter filter, FeedRange.One wanted, long upto, Row row) {
        @Nullable Buffer secrets = row.getBuffer("secrets");
        String stream = row.getString("stream");
        ArchivedPage page =
                ArchivedPage.decode(row.getBuffer("content").getBytes(), secrets == null ? null : secrets.getBytes());
        for (ArchivedEvent event : page.eventsBetween(wanted.after(), upto)) {
            if ((filter.types().isEmpty() || filter.types().contains(event.type()))
                    && !event.at().isBefore(filter.since())) {
                long micros = ChronoUnit.MICROS.between(Instant.EPOCH, event.at());
                found.events().add(new FeedEvent(wanted.partition(), event.position(), micros, stream, event.text()));
                if (event.secret() != null) {
                    found.secrets().put(event.position(), event.secret());
                }
            }
        }
    }
}
