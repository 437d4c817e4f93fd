package io.spanwire.edge.view;

import io.spanwire.bus.domain.View;
import io.spanwire.bus.message.ProblemException;
import io.spanwire.bus.message.StreamId;
import io.vertx.core.MultiMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;

/**
 * A view's query string, read: what is asked, and what must have happened first.
 *
 * @param parameters the view's own parameters as text, for access rules
 * @param minVersion the version the view's stream must have reached
 * @param afterCommand the command that must have been decided
 */
public record ViewRequest(
        BoundView question, Map<String, String> parameters, OptionalLong minVersion, Optional<UUID> afterCommand) {
    static final int DEFAULT_LIMIT = 50;
    static final int MAX_ROWS = 500;

    private static final String LIMIT = "limit";
    private static final String PAGE = "page";
    private static final String MIN_VERSION = "min-version";
    private static final String AFTER_COMMAND = "after-command";
    private static final Set<String> OURS = Set.of(LIMIT, PAGE, MIN_VERSION, AFTER_COMMAND);

    /**
     * Reads the query string of a view.
     *
     * @throws ProblemException invalid, with a pointer to each parameter that is missing, unknown or of the wrong type
     */
    public static ViewRequest parse(View view, MultiMap query) {
        QueryParser reader = new QueryParser(query);
        view.parameters().forEach(reader::declare);
        reader.refuseAllBut(OURS);
        int limit = (int) reader.number(LIMIT, 1, MAX_ROWS).orElse(DEFAULT_LIMIT);
        OptionalLong minVersion = reader.number(MIN_VERSION, 0, Long.MAX_VALUE);
        if (minVersion.isPresent() && view.binding().isEmpty()) {
            reader.fault(MIN_VERSION, "This view shows no single stream; use after-command.");
        }
        Optional<UUID> afterCommand = reader.uuid(AFTER_COMMAND);
        Object page = reader.typed(PAGE, view.pageKey().type()).orElse(null);
        Optional<StreamId> stream = view.binding().flatMap(binding -> reader.stream(binding));
        reader.throwFaults();
        BoundView question = new BoundView(view, reader.values(), page, limit, stream);
        return new ViewRequest(question, reader.texts(), minVersion, afterCommand);
    }

    /** The question of an access rule: the first row is enough. A rule that asks wrongly is a bug of the domain. */
    public static BoundView ofRule(View view, Map<String, String> parameters) {
        MultiMap query = MultiMap.caseInsensitiveMultiMap().addAll(new LinkedHashMap<>(parameters));
        try {
            BoundView question = parse(view, query).question();
            return new BoundView(view, question.values(), null, 1, Optional.empty());
        } catch (ProblemException wrong) {
            throw new IllegalStateException(
                    "An access rule asks the view " + view.name() + " wrongly: "
                            + wrong.problem().errors(),
                    wrong);
        }
    }
}
