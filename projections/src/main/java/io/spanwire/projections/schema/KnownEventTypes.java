package io.spanwire.projections.schema;

import io.spanwire.bus.domain.Domains;
import io.spanwire.bus.domain.EventType;
import io.spanwire.bus.domain.StreamType;
import io.spanwire.bus.json.DataSchemaUri;
import io.spanwire.projections.journal.DatabaseUnavailable;
import java.util.List;
import java.util.Optional;

/**
 * The check of the stored events' types and versions against the domains, at start. It reads a small table; only if
 * something is unknown, events are counted, or estimated when the history is long. Blocking.
 */
public final class KnownEventTypes {
    private static final long COUNTED_UP_TO = 1_000_000;

    private final Domains domains;
    private final long countedUpTo;

    public KnownEventTypes(Domains domains) {
        this(domains, COUNTED_UP_TO);
    }

    /** @param countedUpTo the length of a history from which on events are estimated */
    KnownEventTypes(Domains domains, long countedUpTo) {
        this.domains = domains;
        this.countedUpTo = countedUpTo;
    }

    private record Stored(String type, int version) {
        String streamType() {
            return type.substring(0, Math.max(0, type.indexOf('.')));
        }
    }

    /**
     * One sentence for each type and version of stored events that no domain can read.
     *
     * @throws DatabaseUnavailable when PostgreSQL does not answer
     */
    public List<String> unknown(JdbcLogin login) {
        return JdbcDatabase.run(
                login, transaction -> transaction
                        .query(
                                "stored-event-types.sql",
                                row -> new Stored(row.getString("type"), row.getInt("version")))
                        .stream()
                        .flatMap(stored -> problem(stored).map(why -> describe(transaction, stored, why)).stream())
                        .toList());
    }

    private Optional<String> problem(Stored stored) {
        Optional<StreamType<?>> stream = domains.streamType(stored.streamType());
        if (stream.isEmpty()) {
            return Optional.of("no domain has the stream type " + stored.streamType());
        }
        return stream.get()
                .event(stored.type())
                .map(event -> newer(event, stored))
                .orElse(Optional.of("no domain has this event"));
    }

    private static Optional<String> newer(EventType<?, ?> event, Stored stored) {
        return event.version() >= stored.version()
                ? Optional.empty()
                : Optional.of("the domain has only its versions up to " + event.version());
    }

    private String describe(JdbcDatabase transaction, Stored stored, String why) {
        return count(transaction, stored) + " of type " + stored.type() + " version " + stored.version()
                + " cannot be read: " + why + ". Commands to their streams wait until a domain can.";
    }

    private String count(JdbcDatabase transaction, Stored stored) {
        if (number(transaction, "history-size.sql") > countedUpTo) {
            long estimate = number(transaction, "estimate-events.sql", stored.type(), stored.type());
            return (estimate == 0 ? "Some" : "About " + estimate) + " stored events";
        }
        String schema = stored.version() == 1 ? "" : DataSchemaUri.of(stored.type(), stored.version());
        long events =
                number(transaction, "count-event-version.sql", stored.type(), schema, stored.type(), stored.version());
        return events == 1 ? "1 stored event" : events + " stored events";
    }

    private static long number(JdbcDatabase transaction, String statement, Object... parameters) {
        return transaction
                .query(statement, row -> row.getLong("events"), parameters)
                .get(0);
    }
}
