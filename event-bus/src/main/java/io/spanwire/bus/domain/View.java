package io.spanwire.bus.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A named, parameterized SELECT over read models, answered as {@code {rows, next, version}}. The statement's {@code $n}
 * are its parameters in declaration order, then the page key's value (null for the first page), then the maximum number
 * of rows. Each row becomes a JSON object with the column names as keys.
 *
 * <pre>{@code
 * View.named("room-messages", Sql.beside(Chat.class, "room-messages.sql"))
 *     .parameter("room", ParameterType.TEXT)
 *     .ofStream("chat", "room")
 *     .pagedBy("message", ParameterType.BIGINT)
 *     .build();
 * }</pre>
 *
 * @param parameters in the order of {@code $1…}
 * @param binding the stream whose version the view answers with, if it shows one stream
 * @param pageKey the column whose value in the last row selects the next page
 */
public record View(String name, Sql sql, List<Parameter> parameters, Optional<Binding> binding, Parameter pageKey) {
    /**
     * A parameter of the query.
     *
     * @param ofCaller whether it is the caller's subject instead of a part of the query string
     */
    public record Parameter(String name, ParameterType type, boolean required, boolean ofCaller) {
        /** A parameter of the query string. */
        public Parameter(String name, ParameterType type, boolean required) {
            this(name, type, required, false);
        }
    }

    /** The view shows the stream {@code type/<value of the parameter>}. */
    public record Binding(String streamType, String parameter) {}

    public View {
        KebabCase.check("view", name);
        parameters = List.copyOf(parameters);
    }

    /** Whether its rows depend on who asks. */
    public boolean isOfCaller() {
        return parameters.stream().anyMatch(Parameter::ofCaller);
    }

    public static Builder named(String name, Sql sql) {
        return new Builder(name, sql);
    }

    /** Builds a view. */
    public static final class Builder {
        private final String name;
        private final Sql sql;
        private final List<Parameter> parameters = new ArrayList<>();
        private Optional<Binding> binding = Optional.empty();
        private Optional<Parameter> pageKey = Optional.empty();

        private Builder(String name, Sql sql) {
            this.name = name;
            this.sql = sql;
        }

        public Builder parameter(String parameter, ParameterType type) {
            parameters.add(new Parameter(parameter, type, true));
            return this;
        }

        /** A parameter that is always the subject of the caller, so that a view can show what is theirs. */
        public Builder caller(String parameter) {
            parameters.add(new Parameter(parameter, ParameterType.TEXT, true, true));
            return this;
        }

        /** A parameter that may be missing; its value is then null. */
        public Builder optional(String parameter, ParameterType type) {
            parameters.add(new Parameter(parameter, type, false));
            return this;
        }

        /** The view shows one stream: of this type, with this parameter as its key. */
        public Builder ofStream(String streamType, String parameter) {
            if (parameters.stream().noneMatch(each -> each.name().equals(parameter) && each.required())) {
                throw new IllegalStateException("View " + name + " has no required parameter " + parameter);
            }
            binding = Optional.of(new Binding(streamType, parameter));
            return this;
        }

        /** The column that orders the rows; a page starts after its value in the last row of the previous page. */
        public Builder pagedBy(String column, ParameterType type) {
            pageKey = Optional.of(new Parameter(column, type, false));
            return this;
        }

        public View build() {
            Parameter key = pageKey.orElseThrow(() -> new IllegalStateException("View " + name + " needs a page key"));
            return new View(name, sql, parameters, binding, key);
        }
    }
}
