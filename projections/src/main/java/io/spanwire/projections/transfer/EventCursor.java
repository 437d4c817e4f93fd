package io.spanwire.projections.transfer;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.spanwire.bus.json.Json;
import io.spanwire.bus.message.StreamId;
import io.spanwire.projections.exportfile.ExportScope;
import io.spanwire.projections.exportfile.ExportedOutcome;
import io.spanwire.projections.transfer.ExpiredOutcomes.Author;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * The events of one partition in order, each with the outcome of its command if it is the command's last. An outcome that
 * has expired is told from its events. It holds one page of them. One thread.
 */
final class EventCursor {
    /** A query covers at most so many positions, so that it ends soon even when few of them are wanted. */
    private static final long WINDOW = 20_000;

    private final HistorySnapshot snapshot;
    private final int partition;
    private final ExportScope scope;
    private final long start;
    private final long end;
    private final HistorySnapshot.PageSize pageSize;
    private final ExpiredOutcomes expired = new ExpiredOutcomes();
    private final Queue<Entry> page = new ArrayDeque<>();
    /** Everything up to this position is read. */
    private long position;

    private long version;

    /** Reads positions in {@code (start, end]}. */
    EventCursor(
            HistorySnapshot snapshot,
            int partition,
            ExportScope scope,
            long start,
            long end,
            HistorySnapshot.PageSize pageSize) {
        this.snapshot = snapshot;
        this.partition = partition;
        this.scope = scope;
        this.start = start;
        this.end = end;
        this.pageSize = pageSize;
        this.position = start;
    }

    /** An event with its partition and, behind the last event of a command, the outcome. */
    record Entry(int partition, StoredLine event, Optional<ExportedOutcome> outcome) {}

    /** The next event, which stays the next; empty at the end. */
    Optional<Entry> peek() {
        while (page.isEmpty() && position < end) {
            read();
        }
        return Optional.ofNullable(page.peek());
    }

    void remove() {
        page.remove();
    }

    /** Number of positions that were passed. */
    long passed() {
        Entry next = page.peek();
        return (next == null ? position : next.event().position() - 1) - start;
    }

    private void read() {
        List<StoredLine> events = scope.stream().isPresent() ? nextOfStream() : nextOfPartition();
        List<Author> authors =
                events.stream().map(event -> author(event.body())).toList();
        Set<UUID> ids = authors.stream().map(Author::command).collect(Collectors.toSet());
        Map<UUID, ExportedOutcome> outcomes = ids.isEmpty() ? Map.of() : snapshot.outcomes(ids);
        for (int i = 0; i < events.size(); i++) {
            StoredLine event = events.get(i);
            Author author = authors.get(i);
            ExportedOutcome stored = outcomes.get(author.command());
            page.add(new Entry(
                    partition,
                    event,
                    stored == null
                            ? expired(
                                    event,
                                    author,
                                    i + 1 < authors.size() ? Optional.of(authors.get(i + 1)) : following(event))
                            : Optional.of(stored).filter(outcome -> outcome.lastVersion() == event.version())));
        }
    }

    private Optional<ExportedOutcome> expired(StoredLine event, Author author, Optional<Author> next) {
        if (!snapshot.outcomesExpiredBefore().isAfter(event.at())) {
            throw new IllegalStateException(
                    "The command of version " + event.version() + " of " + event.stream() + " has no outcome");
        }
        return expired.after(event, author, next.map(Author::command));
    }

    private Optional<Author> following(StoredLine event) {
        return snapshot
                .ofStream(
                        StreamId.parse(event.stream()),
                        event.version(),
                        0,
                        Long.MAX_VALUE,
                        new HistorySnapshot.PageSize(1, 1))
                .stream()
                .findFirst()
                .map(next -> author(next.body()));
    }

    private List<StoredLine> nextOfPartition() {
        long to = Math.min(end, position + WINDOW);
        List<StoredLine> events = snapshot.ofPartition(partition, position, to, scope, pageSize);
        position = events.isEmpty() ? to : last(events).position();
        return events;
    }

    private List<StoredLine> nextOfStream() {
        List<StoredLine> events = snapshot.ofStream(scope.stream().orElseThrow(), version, start, end, pageSize);
        position = events.isEmpty() ? end : last(events).position();
        version = events.isEmpty() ? version : last(events).version();
        return events;
    }

    private static StoredLine last(List<StoredLine> events) {
        return events.get(events.size() - 1);
    }

    /** Who sent the event's command, read without building a tree of its data. */
    private static Author author(String body) {
        try (JsonParser parser = Json.mapper().createParser(body)) {
            String actor = "";
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                if (name.equals("actor")) {
                    actor = parser.getText();
                } else if (name.equals("command")) {
                    return new Author(UUID.fromString(parser.getText()), actor);
                }
                parser.skipChildren();
            }
        } catch (IOException damaged) {
            throw new UncheckedIOException("A stored event is no JSON", damaged);
        }
        throw new IllegalStateException("A stored event names no command");
    }
}
