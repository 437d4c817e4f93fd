package io.spanwire.bus.domain;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Fills read-model tables from events: event → (statement, row). It runs in the transaction that stores the events, so a
 * view never lags; the runtime batches rows of the same statement and keeps the order within each stream.
 *
 * <p>A projection that declares its tables can be rebuilt from the events: increase its version when the rows that are
 * there must be replaced. Its statements may then use no other tables, because those are not rebuilt with it.
 *
 * <p>A projection of {@link Personal} data may handle {@link SubjectForgotten}, which comes for every stream that had data of
 * the subject, and empty its rows of them; one that does not is rebuilt.
 *
 * <pre>{@code
 * Projection.named("room-messages", 1)
 *     .tables("chat_message")
 *     .on(MessagePosted.class, Statement.rows(Chat.class, "insert-message.sql"),
 *         e -> Row.of(e.stream().key(), e.version(), e.actor(), e.at(), e.data().text()))
 *     .build();
 * }</pre>
 */
public record Projection(
        String name,
        int version,
        List<String> tables,
        Map<Class<?>, List<Step<?>>> steps,
        Map<String, Decision.Reject> violations) {
    public Projection {
        tables = List.copyOf(tables);
        steps = Map.copyOf(steps);
        violations = Map.copyOf(violations);
    }

    public static Builder named(String name, int version) {
        return new Builder(name, version);
    }

    /** The steps for an event with this data, in declaration order; empty when the projection ignores it. */
    public List<Step<?>> steps(Class<?> event) {
        return steps.getOrDefault(event, List.of());
    }

    /** Whether it handles the event that a subject was forgotten; otherwise it is rebuilt then. */
    public boolean handlesForgetting() {
        return !steps(SubjectForgotten.class).isEmpty();
    }

    /** The rejection that a violated constraint is mapped to, if any. */
    public Optional<Decision.Reject> violation(String constraint) {
        return Optional.ofNullable(violations.get(constraint));
    }

    /** One statement for one kind of event. */
    public record Step<E>(Class<E> event, Statement statement, Function<RecordedEvent<E>, Row> row) {
        /** The row for an event of this kind. */
        public Row rowOf(RecordedEvent<?> recorded) {
            return row.apply(recorded.as(event));
        }
    }

    /** Builds a projection. */
    public static final class Builder {
        private final String name;
        private final int version;
        private final List<String> tables = new ArrayList<>();
        private final Map<Class<?>, List<Step<?>>> steps = new LinkedHashMap<>();
        private final Map<String, Decision.Reject> violations = new LinkedHashMap<>();

        private Builder(String name, int version) {
            KebabCase.check("projection", name);
            if (version < 1) {
                throw new IllegalStateException("Projection " + name + " has version " + version + "; the first is 1");
            }
            this.name = name;
            this.version = version;
        }

        /** The tables in the schema {@code read_model} that its statements use, as they are named in the database. */
        public Builder tables(String... names) {
            tables.addAll(List.of(names));
            return this;
        }

        /** For an event with this data, runs the statement with this row. The row function is pure. */
        public <E> Builder on(Class<E> event, Statement statement, Function<RecordedEvent<E>, Row> row) {
            steps.computeIfAbsent(event, first -> new ArrayList<>()).add(new Step<>(event, statement, row));
            return this;
        }

        /** Maps a violated unique constraint to a rejection: a rule across streams, e.g. unique names. */
        public Builder onViolation(String constraint, String code, String detail) {
            KebabCase.check("rejection", code);
            violations.put(constraint, new Decision.Reject(code, detail));
            return this;
        }

        public Projection build() {
            if (steps.isEmpty()) {
                throw new IllegalStateException("Projection " + name + " does nothing");
            }
            return new Projection(name, version, tables, steps, violations);
        }
    }
}
