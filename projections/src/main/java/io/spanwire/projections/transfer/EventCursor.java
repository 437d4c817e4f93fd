package io.spanwire.projections.transfer;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.spanwire.bus.json.Json;
import io.spanwire.projections.exportfile.ExportScope;
import io.spanwire.projections.exportfile.ExportedOutcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The events of one partition in order, each with the outcome of its command if it is the command's last. It holds one
 * page of them. One thread.
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
        Map<StoredLine, UUID> commands = new HashMap<>();
        events.forEach(event -> commands.put(event, command(event.body())));
        Set<UUID> ids = new HashSet<>(commands.values());
        Map<UUID, ExportedOutcome> outcomes = ids.isEmpty() ? Map.of() : snapshot.outcomes(ids);
        for (StoredLine event : events) {
            page.add(new Entry(partition, event, outcome(event, outcomes.get(commands.get(event)))));
        }
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

    private static Optional<ExportedOutcome> outcome(StoredLine event, @Nullable ExportedOutcome outcome) {
        if (outcome == null) {
            throw new IllegalStateException(
                    "The command of version " + event.version() + " of " + event.stream() + " has no outcome");
        }
        return outcome.lastVersion() == event.version() ? Optional.of(outcome) : Optional.empty();
    }

    /** The event's command, read without building a tree of its data. */
    private static UUID command(String body) {
        try (JsonParser parser = Json.mapper().createParser(body)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean found = parser.currentName().equals("command");
                parser.nextToken();
                if (found) {
                    return UUID.fromString(parser.getText());
                }
                parser.skipChildren();
            }
        } catch (IOException damaged) {
            throw new UncheckedIOException("A stored event is no JSON", damaged);
        }
        throw new IllegalStateException("A stored event names no command");
    }
}
