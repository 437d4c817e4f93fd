package io.spanwire.bus.domain;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Fills read-model tables from events: event → (statement, row). It runs in the transaction that stores the events, so a
 * view never lags; the runtime batches rows of the same statement and keeps the order within each stream. Increase the
 * version when its tables must be rebuilt from the events.
 *
 * <pre>{@code
 * Projection.named("room-messages", 1)
 *     .on(MessagePosted.class, Statement.rows(Chat.class, "insert-message.sql"),
 *         e -> Row.of(e.stream().key(), e.version(), e.actor(), e.at(), e.data().text()))
 *     .build();
 * }</pre>
 */
public record Projection(
        String name, int version, Map<Class<?>, List<Step<?>>> steps, Map<String, Decision.Reject> violations) {
    public Projection {
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
        private final Map<Class<?>, List<Step<?>>> steps = new LinkedHashMap<>();
        private final Map<String, Decision.Reject> violations = new LinkedHashMap<>();

        private Builder(String name, int version) {
            KebabCase.check("projection", name);
            this.name = name;
            this.version = version;
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
            return new Projection(name, version, steps, violations);
        }
    }
}
