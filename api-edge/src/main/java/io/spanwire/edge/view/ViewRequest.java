package io.spanwire.edge.view;

import io.spanwire.bus.domain.ParameterType;
import io.spanwire.bus.domain.View;
import io.spanwire.bus.message.ProblemException;
import io.spanwire.bus.message.StreamId;
import io.spanwire.edge.http.QueryParser;
import io.vertx.core.MultiMap;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The parsed query string of a view: the query, and the conditions to wait for.
 *
 * @param parameters the view's own parameters as text, for access rules
 * @param minVersion the version that the view's stream must have reached
 * @param afterCommand the command that must be decided
 */
public record ViewRequest(
        BoundView query, Map<String, String> parameters, OptionalLong minVersion, Optional<UUID> afterCommand) {
    static final int DEFAULT_LIMIT = 50;
    static final int MAX_ROWS = 500;

    private static final String LIMIT = "limit";
    private static final String PAGE = "page";
    private static final String MIN_VERSION = "min-version";
    private static final String AFTER_COMMAND = "after-command";

    /**
     * Parses the query string of a view.
     *
     * @param subject of the caller
     * @throws ProblemException invalid, with a pointer to each parameter that is missing, unknown or of the wrong type
     */
    public static ViewRequest parse(View view, MultiMap query, String subject) {
        return parse(view, query, Optional.of(subject));
    }

    private static ViewRequest parse(View view, MultiMap query, Optional<String> subject) {
        QueryParser parser = new QueryParser(query);
        List<@Nullable Object> values = new ArrayList<>();
        Map<String, String> texts = new LinkedHashMap<>();
        Set<String> names = new HashSet<>(Set.of(LIMIT, PAGE, MIN_VERSION, AFTER_COMMAND));
        for (View.Parameter parameter : view.parameters()) {
            String name = parameter.name();
            if (parameter.ofCaller() && subject.isPresent()) {
                values.add(subject.get());
                continue;
            }
            names.add(name);
            parser.text(name).ifPresent(text -> texts.put(name, text));
            if (parameter.required() && !texts.containsKey(name)) {
                parser.addError(name, "This parameter is required.");
            }
            values.add(parser.typed(name, parameter.type()).orElse(null));
        }
        parser.allowOnly(names);
        int limit = (int) parser.number(LIMIT, 1, MAX_ROWS).orElse(DEFAULT_LIMIT);
        OptionalLong minVersion = parser.number(MIN_VERSION, 0, Long.MAX_VALUE);
        if (minVersion.isPresent() && view.binding().isEmpty()) {
            parser.addError(MIN_VERSION, "This view is not bound to a stream; use after-command.");
        }
        Optional<UUID> afterCommand =
                parser.typed(AFTER_COMMAND, ParameterType.UUID).map(UUID.class::cast);
        Object page = parser.typed(PAGE, view.pageKey().type()).orElse(null);
        Optional<StreamId> stream = view.binding().flatMap(binding -> stream(binding, texts, parser));
        parser.throwErrors();
        return new ViewRequest(new BoundView(view, values, page, limit, stream), texts, minVersion, afterCommand);
    }

    private static Optional<StreamId> stream(View.Binding binding, Map<String, String> texts, QueryParser parser) {
        try {
            return Optional.ofNullable(texts.get(binding.parameter()))
                    .map(key -> new StreamId(binding.streamType(), key));
        } catch (IllegalArgumentException notKey) {
            parser.addError(binding.parameter(), "The value is not the key of a stream.");
            return Optional.empty();
        }
    }

    /**
     * The query of an access rule, which names the caller itself: the first row is enough. A rule with invalid parameters is
     * a bug of the domain.
     */
    public static BoundView forRule(View view, Map<String, String> parameters) {
        MultiMap query = MultiMap.caseInsensitiveMultiMap().addAll(new LinkedHashMap<>(parameters));
        try {
            return new BoundView(
                    view, parse(view, query, Optional.empty()).query().values(), null, 1, Optional.empty());
        } catch (ProblemException invalid) {
            throw new IllegalStateException(
                    "An access rule has invalid parameters for the view " + view.name() + ": "
                            + invalid.problem().errors(),
                    invalid);
        }
    }
}
