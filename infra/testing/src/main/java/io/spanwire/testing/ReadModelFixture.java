package io.spanwire.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.spanwire.bus.domain.Decision;
import io.spanwire.bus.domain.EventType;
import io.spanwire.bus.domain.RecordedEvent;
import io.spanwire.bus.domain.StreamType;
import io.spanwire.bus.domain.View;
import io.spanwire.bus.json.Json;
import io.spanwire.bus.message.StreamId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A test fixture that runs projections and views on a real PostgreSQL, with the migrations of the domains:
 *
 * <pre>{@code
 * @Test
 * void anItemIsARow(ReadModelFixture readModel) {
 *     readModel.given("list/groceries", new ListCreated("Groceries"), new ItemAdded("milk", "Milk"))
 *         .thenView("list-items", Map.of("list", "groceries"), Map.of("item", "milk", "title", "Milk"));
 * }
 * }</pre>
 *
 * A parameter of a {@link SpanwireTest}. Statements run as in the server: a column of another type, a missing table or a
 * violated constraint fail the test instead of parking a stream. The events are projected one by one and then all at once,
 * as batches of commands may be, and must give the same rows. Nothing is committed. Immutable: each step returns a new
 * fixture.
 */
public final class ReadModelFixture {
    private static final Instant FIRST_OF_MAY = Instant.parse("2026-05-01T12:00:00Z");

    private final ReadModelRun run;
    private final List<RecordedEvent<?>> events;
    private final String actor;
    private final Instant at;

    private ReadModelFixture(ReadModelRun run, List<RecordedEvent<?>> events, String actor, Instant at) {
        this.run = run;
        this.events = List.copyOf(events);
        this.actor = actor;
        this.at = at;
    }

    static ReadModelFixture on(ReadModelDatabase database) {
        return new ReadModelFixture(new ReadModelRun(database), List.of(), "someone", FIRST_OF_MAY);
    }

    /** The actor of the events that follow, and who queries views that show what is the caller's. */
    public ReadModelFixture by(String subject) {
        return new ReadModelFixture(run, events, subject, at);
    }

    /** The time of the events that follow; 2026-05-01T12:00:00Z unless set. */
    public ReadModelFixture at(Instant time) {
        return new ReadModelFixture(run, events, actor, time);
    }

    /** Appends events to a stream. */
    public ReadModelFixture given(String stream, Object... data) {
        List<RecordedEvent<?>> longer = new ArrayList<>(events);
        StreamId id = StreamId.parse(stream);
        for (Object each : data) {
            long version = 1
                    + longer.stream().filter(event -> event.stream().equals(id)).count();
            longer.add(new RecordedEvent<>(id, version, at, actor, new UUID(0, longer.size() + 1L), stored(id, each)));
        }
        return new ReadModelFixture(run, longer, actor, at);
    }

    private Object stored(StreamId stream, Object data) {
        StreamType<?> type = run.domains()
                .streamType(stream.type())
                .orElseThrow(() -> new AssertionError("No domain has the stream type " + stream.type()));
        EventType<?, ?> event = type.event(data.getClass())
                .orElseThrow(() -> new AssertionError("Stream type " + type.name() + " has no event "
                        + data.getClass().getName()));
        try {
            return Json.mapper().readValue(Json.write(data), event.data());
        } catch (JsonProcessingException notReadable) {
            throw new AssertionError(data.getClass().getName() + " cannot be read back from its JSON", notReadable);
        }
    }

    /** The first page of a view, by column, with the JSON values of the edge. */
    public List<Map<String, @Nullable Object>> view(String name, Map<String, ?> parameters) {
        View view = run.domains().view(name).orElseThrow(() -> new AssertionError("No domain has the view " + name));
        return run.view(events, view, parameters, actor);
    }

    /** Expects exactly these rows of a view, in this order. */
    @SafeVarargs
    public final ReadModelFixture thenView(String name, Map<String, ?> parameters, Map<String, ?>... rows) {
        List<Map<String, ?>> expected = new ArrayList<>();
        for (Map<String, ?> row : rows) {
            expected.add(row);
        }
        Rows.expect("the view " + name, expected, view(name, parameters));
        return this;
    }

    /** All rows of a table of the read model, by column, ordered by their JSON. */
    public List<Map<String, @Nullable Object>> table(String name) {
        return run.table(events, name);
    }

    /** Expects exactly these rows of a table, in any order. */
    @SafeVarargs
    public final ReadModelFixture thenTable(String name, Map<String, ?>... rows) {
        List<Map<String, ?>> expected = new ArrayList<>();
        for (Map<String, ?> row : rows) {
            expected.add(row);
        }
        Rows.expect("the table " + name, Rows.sorted(expected), Rows.sorted(table(name)));
        return this;
    }

    /** Expects that a constraint refuses the events, and that a projection maps it to a rejection with this code. */
    public void thenRejected(String code) {
        Decision.Reject rejection = run.rejection(events);
        if (!rejection.code().equals(code)) {
            throw new AssertionError("Expected a rejection with " + code + " but it was " + rejection);
        }
    }
}
