package io.spanwire.projections.reaction;

import io.spanwire.bus.domain.Domains;
import io.spanwire.bus.domain.Reaction;
import io.spanwire.bus.domain.RecordedEvent;
import io.spanwire.bus.domain.StreamType;
import io.spanwire.bus.fold.HistoryDeserializer;
import io.spanwire.bus.json.EventJson;
import io.spanwire.bus.message.StoredEvent;
import io.spanwire.bus.message.StreamId;
import io.spanwire.projections.follower.OwnedPartitions;
import io.spanwire.projections.follower.RecentEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** The events that reactions take: from memory when they were committed just now, otherwise from the database. */
final class ReactionPages {
    static final int EVENTS = 200;

    private final Domains domains;
    private final OwnedPartitions partitions;
    private final Map<Reaction, Set<String>> types = new LinkedHashMap<>();

    ReactionPages(Domains domains, OwnedPartitions partitions) {
        this.domains = domains;
        this.partitions = partitions;
        domains.reactions().forEach(reaction -> types.put(reaction, domains.eventTypes(reaction)));
    }

    /** An event that a reaction may take. */
    record Candidate(StreamId stream, long version, long position, Supplier<RecordedEvent<?>> event) {}

    /** The next events of a partition, of those that the reaction takes, and the position behind them. */
    record Page(List<Candidate> events, long end) {}

    Set<Reaction> reactions() {
        return types.keySet();
    }

    /** The events behind a cursor, of a partition that goes up to its head. */
    Page next(ReactionTables tables, ReactionCursor cursor, long head) {
        List<RecentEvent> recent = partitions.after(cursor.partition, cursor.position, EVENTS);
        if (!recent.isEmpty()) {
            List<Candidate> events = new ArrayList<>();
            for (RecentEvent each : recent) {
                RecordedEvent<?> event = each.recorded().orElseThrow();
                if (cursor.reaction.takes(event.data().getClass())) {
                    events.add(new Candidate(event.stream(), event.version(), each.position(), () -> event));
                }
            }
            return new Page(events, recent.get(recent.size() - 1).position());
        }
        return stored(cursor, tables.eventsAfter(cursor.partition, cursor.position, head));
    }

    private Page stored(ReactionCursor cursor, Map<StoredEvent, String> found) {
        Set<String> taken = types.getOrDefault(cursor.reaction, Set.of());
        List<Candidate> events = new ArrayList<>();
        long end = cursor.position;
        for (Map.Entry<StoredEvent, String> each : found.entrySet()) {
            StoredEvent event = each.getKey();
            end = event.position();
            if (taken.contains(EventJson.type(event))) {
                events.add(new Candidate(
                        event.stream(),
                        event.version(),
                        event.position(),
                        () -> read(event.stream(), each.getValue())));
            }
        }
        return new Page(events, end);
    }

    /** An event of a domain from its stored text. */
    RecordedEvent<?> read(StreamId stream, String text) {
        StreamType<?> type = domains.streamType(stream.type()).orElseThrow();
        return HistoryDeserializer.event(type, text);
    }

    /** Whether the reaction takes an event with this stored text. */
    boolean takes(Reaction reaction, String text) {
        return types.getOrDefault(reaction, Set.of())
                .contains(EventJson.read(text).envelope().type());
    }
}
