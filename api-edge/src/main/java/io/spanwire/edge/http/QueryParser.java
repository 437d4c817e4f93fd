package io.spanwire.edge.http;

import io.spanwire.bus.domain.ParameterType;
import io.spanwire.bus.message.Problem.Pointer;
import io.spanwire.bus.message.ProblemException;
import io.spanwire.bus.message.Problems;
import io.vertx.core.MultiMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/** The parser of one query string, which collects an error for each parameter at fault. Not thread-safe. */
public final class QueryParser {
    private static final int MAX_TEXT = 1024;

    private final MultiMap query;
    private final Map<String, Pointer> errors = new LinkedHashMap<>();

    public QueryParser(MultiMap query) {
        this.query = query;
    }

    /** Adds an error, with the names that there are, for every parameter with another name. */
    public void allowOnly(Set<String> names) {
        for (String name : query.names()) {
            if (!names.contains(name)) {
                addError(name, "There is no such parameter. Known: " + String.join(", ", new TreeSet<>(names)) + '.');
            }
        }
    }

    public Optional<String> text(String name) {
        return text(name, MAX_TEXT);
    }

    public Optional<String> text(String name, int max) {
        List<String> values = query.getAll(name);
        if (values.isEmpty()) {
            return Optional.empty();
        }
        String text = values.get(0);
        if (values.size() > 1 || text.length() > max || text.indexOf('\0') >= 0) {
            addError(name, "Give one value of at most " + max + " characters.");
            return Optional.empty();
        }
        return Optional.of(text);
    }

    public Optional<Object> typed(String name, ParameterType type) {
        try {
            return text(name).map(type::parse);
        } catch (IllegalArgumentException wrongType) {
            addError(name, "The value is not of the type " + type.name().toLowerCase(Locale.ROOT) + '.');
            return Optional.empty();
        }
    }

    public OptionalLong number(String name, long min, long max) {
        Optional<Object> number = typed(name, ParameterType.BIGINT);
        if (number.isEmpty()) {
            return OptionalLong.empty();
        }
        long value = (Long) number.get();
        if (value < min || value > max) {
            addError(name, "The value is not between " + min + " and " + max + '.');
            return OptionalLong.empty();
        }
        return OptionalLong.of(value);
    }

    /** Adds an error unless the parameter has one already. */
    public void addError(String parameter, String detail) {
        String pointer = '/' + parameter.replace("~", "~0").replace("/", "~1");
        errors.putIfAbsent(pointer, new Pointer(pointer, detail));
    }

    /** @throws ProblemException invalid, with all errors, if there are any */
    public void throwErrors() {
        if (!errors.isEmpty()) {
            throw new ProblemException(Problems.INVALID
                    .because("See errors for each parameter that does not match.")
                    .withErrors(List.copyOf(errors.values())));
        }
    }
}
