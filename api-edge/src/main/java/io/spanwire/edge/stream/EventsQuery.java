package io.spanwire.edge.stream;

import io.spanwire.bus.message.Problem;
import io.spanwire.bus.message.Problem.Pointer;
import io.spanwire.bus.message.ProblemException;
import io.spanwire.bus.message.Problems;
import io.spanwire.notifier.cursor.After;
import io.vertx.core.MultiMap;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The query string of the events endpoint.
 *
 * @param after where to start: 0, a version, or {@code now}; a {@code Last-Event-ID} overrules it
 * @param limit the most events of a page
 * @param longPoll how long an empty page may wait for an event
 * @param epoch the history the version belongs to, if the client says
 */
record EventsQuery(After after, int limit, Duration longPoll, Optional<String> epoch) {
    private static final Set<String> NAMES = Set.of("after", "limit", "wait", "epoch");
    private static final int DEFAULT_LIMIT = 100;
    private static final int MOST_EVENTS = 1_000;
    private static final int LONGEST_WAIT_SECONDS = 60;

    /**
     * Reads the query string.
     *
     * @throws ProblemException invalid, with a pointer to each parameter at fault
     */
    static EventsQuery parse(MultiMap query, @Nullable String lastEventId) {
        List<Pointer> faults = new ArrayList<>();
        for (String name : query.names()) {
            if (!NAMES.contains(name)) {
                faults.add(new Pointer('/' + name, "There is no such parameter."));
            } else if (query.getAll(name).size() > 1) {
                faults.add(new Pointer('/' + name, "Give this parameter once."));
            }
        }
        boolean resumed = lastEventId != null && !lastEventId.isEmpty();
        After after = after(resumed ? lastEventId : query.get("after"), faults);
        int limit = number(query, "limit", DEFAULT_LIMIT, 1, MOST_EVENTS, faults);
        int seconds = number(query, "wait", 0, 0, LONGEST_WAIT_SECONDS, faults);
        if (!faults.isEmpty()) {
            throw invalid(faults);
        }
        return new EventsQuery(after, limit, Duration.ofSeconds(seconds), Optional.ofNullable(query.get("epoch")));
    }

    private static After after(@Nullable String text, List<Pointer> faults) {
        try {
            return text == null ? After.parse("0") : After.parse(text);
        } catch (IllegalArgumentException neither) {
            faults.add(new Pointer("/after", "A version seen last, 0 for all, or now."));
            return new After.Now();
        }
    }

    private static int number(MultiMap query, String name, int unset, int least, int most, List<Pointer> faults) {
        @Nullable String text = query.get(name);
        if (text == null) {
            return unset;
        }
        try {
            int value = Integer.parseInt(text);
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException notNumber) {
            // Falls through to the one fault below: not a number in this range.
        }
        faults.add(new Pointer('/' + name, "A number from " + least + " to " + most + '.'));
        return unset;
    }

    private static ProblemException invalid(List<Pointer> faults) {
        Problem invalid = Problems.INVALID;
        return new ProblemException(
                new Problem(invalid.code(), invalid.status(), "The query does not match", invalid.detail(), faults));
    }
}
