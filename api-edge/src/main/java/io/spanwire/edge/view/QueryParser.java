package io.spanwire.edge.view;

import io.spanwire.bus.domain.ParameterType;
import io.spanwire.bus.domain.View;
import io.spanwire.bus.message.Problem.Pointer;
import io.spanwire.bus.message.ProblemException;
import io.spanwire.bus.message.Problems;
import io.spanwire.bus.message.StreamId;
import io.vertx.core.MultiMap;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads typed values out of a query string and collects every fault on the way. For one query, not thread-safe. */
final class QueryParser {
    private static final int MAX_TEXT = 1024;

    private final MultiMap query;
    private final List<@Nullable Object> values = new ArrayList<>();
    private final Map<String, String> texts = new LinkedHashMap<>();
    private final Map<String, Pointer> faults = new LinkedHashMap<>();

    QueryParser(MultiMap query) {
        this.query = query;
    }

    /** Reads one of the view's own parameters. */
    void declare(View.Parameter parameter) {
        Optional<String> text = text(parameter.name());
        text.ifPresent(given -> texts.put(parameter.name(), given));
        if (text.isEmpty() && parameter.required()) {
            fault(parameter.name(), "This parameter is required.");
        }
        values.add(typed(parameter.name(), parameter.type()).orElse(null));
    }

    void refuseAllBut(Set<String> others) {
        Set<String> names = query.names();
        for (String name : names) {
            if (!texts.containsKey(name) && !others.contains(name)) {
                fault(name, "There is no such parameter.");
            }
        }
    }

    Optional<Object> typed(String name, ParameterType type) {
        Optional<String> text = text(name);
        try {
            return text.map(type::parse);
        } catch (IllegalArgumentException wrongType) {
            fault(name, "The value is not of the type " + type.name().toLowerCase(java.util.Locale.ROOT) + '.');
            return Optional.empty();
        }
    }

    OptionalLong number(String name, long least, long most) {
        Optional<Object> number = typed(name, ParameterType.BIGINT);
        if (number.isEmpty()) {
            return OptionalLong.empty();
        }
        long value = (Long) number.get();
        if (value < least || value > most) {
            fault(name, "The value is not between " + least + " and " + most + '.');
            return OptionalLong.empty();
        }
        return OptionalLong.of(value);
    }

    Optional<UUID> uuid(String name) {
        return typed(name, ParameterType.UUID).map(UUID.class::cast);
    }

    Optional<StreamId> stream(View.Binding binding) {
        String key = texts.get(binding.parameter());
        if (key == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(new StreamId(binding.streamType(), key));
        } catch (IllegalArgumentException notKey) {
            fault(binding.parameter(), "The value is not the key of a stream.");
            return Optional.empty();
        }
    }

    void fault(String parameter, String detail) {
        String pointer = '/' + parameter.replace("~", "~0").replace("/", "~1");
        faults.putIfAbsent(pointer, new Pointer(pointer, detail));
    }

    /**
     * Ends the reading.
     *
     * @throws ProblemException invalid, with every fault found
     */
    void throwFaults() {
        if (!faults.isEmpty()) {
            throw new ProblemException(Problems.INVALID
                    .because("See errors for each parameter that does not match.")
                    .withErrors(List.copyOf(faults.values())));
        }
    }

    List<@Nullable Object> values() {
        return values;
    }

    Map<String, String> texts() {
        return texts;
    }

    private Optional<String> text(String name) {
        List<String> given = query.getAll(name);
        if (given.isEmpty()) {
            return Optional.empty();
        }
        String text = given.get(0);
        if (given.size() > 1 || text.length() > MAX_TEXT || text.indexOf('\0') >= 0) {
            fault(name, "Give one value of at most " + MAX_TEXT + " characters.");
            return Optional.empty();
        }
        return Optional.of(text);
    }
}
